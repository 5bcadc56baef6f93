/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How to run a command as a user that is not root: OpenSearch refuses to run as root.
 *
 * @param prefix words before the command; empty where we are an ordinary user ourselves
 * @param ownsFiles whether the files must be given to that user first
 */
record OrdinaryUser(List<String> prefix, boolean ownsFiles) {

    private static final int ID = 1000;

    /** The first way that works on this machine. */
    static OrdinaryUser find() throws IOException {
        if (!"0".equals(output(List.of("id", "-u")).orElse("").strip())) {
            return new OrdinaryUser(List.of(), false);
        }
        for (OrdinaryUser way : waysFromRoot()) {
            if (output(way.command(List.of("true"))).isPresent()) {
                return way;
            }
        }
        throw new NodeFailure("OpenSearch refuses to run as root, and none of setpriv, runuser and unshare works here:"
                + " run this as an ordinary user");
    }

    private static List<OrdinaryUser> waysFromRoot() throws IOException {
        List<OrdinaryUser> ways = new ArrayList<>();
        ways.add(new OrdinaryUser(List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"), true));
        nameOfUser().ifPresent(name -> ways.add(new OrdinaryUser(List.of("runuser", "-u", name, "--"), true)));
        // In a user namespace root's own files look like those of the mapped user: nothing changes hands.
        ways.add(new OrdinaryUser(List.of("unshare", "--user", "--map-user=" + ID), false));
        return ways;
    }

    private static Optional<String> nameOfUser() throws IOException {
        Path users = Path.of("/etc/passwd");
        if (!Files.isReadable(users)) {
            return Optional.empty();
        }
        return Files.readAllLines(users, StandardCharsets.ISO_8859_1).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2 && fields[2].equals(Integer.toString(ID)))
                .map(fields -> fields[0])
                .findFirst();
    }

    List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Whether {@code test} with {@code flag}, e.g. {@code -x}, holds for {@code path} in that user's eyes. */
    boolean can(String flag, Path path) throws IOException {
        return output(command(List.of("test", flag, path.toString()))).isPresent();
    }

    /** Gives everything below {@code root} to the user, where that is needed. */
    void own(Path root) throws IOException {
        if (!ownsFiles) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                return give(folder);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return give(file);
            }

            private FileVisitResult give(Path path) throws IOException {
                Files.setAttribute(path, "unix:gid", ID, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:uid", ID, LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The command's output, or empty where it is missing or fails. */
    private static Optional<String> output(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            return Optional.empty();
        }
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean well = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            return well ? Optional.of(text) : Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NodeFailure("interrupted", stopped);
        } finally {
            process.destroyForcibly();
        }
    }
}
