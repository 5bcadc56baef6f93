/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured.
 *
 * @param id hash of the commit checked out; {@code none} outside git and before the first commit
 * @param changed whether the work tree holds more than the commit
 */
public record Commit(String id, boolean changed) {

    /** The commit of the work tree at {@code root}. */
    public static Commit of(Path root) throws IOException, InterruptedException {
        String id = git(root, "rev-parse", "--verify", "--quiet", "HEAD");
        return new Commit(
                id.isEmpty() ? "none" : id, !git(root, "status", "--porcelain").isEmpty());
    }

    private static String git(Path root, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(words));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noGit) {
            return "";
        }
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text.strip() : "";
        } finally {
            process.destroy();
        }
    }

    public String text() {
        return changed ? id + " with changes" : id;
    }
}
