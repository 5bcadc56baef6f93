/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is being filled. Closed before it is whole, what was made for it goes again, so that another try finds it empty. */
final class NewFolder implements AutoCloseable {
    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    /** The innermost first. */
    private final Deque<Path> folders = new ArrayDeque<>();

    private boolean whole;

    NewFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes it, and the folders that it is in.
     *
     * @throws ModelException where it is there with files in it
     */
    void make() throws IOException, ModelException {
        for (Path one = folder; one != null && !Files.exists(one, LinkOption.NOFOLLOW_LINKS); one = one.getParent()) {
            folders.addLast(one);
        }
        Files.createDirectories(folder);
        try (Stream<Path> children = Files.list(folder)) {
            if (children.findAny().isPresent()) {
                throw new ModelException("[" + folder + "] must be a new or empty folder, got one with files in it");
            }
        }
    }

    /** Returns the copy. */
    Path copy(Path source, String name) throws IOException {
        return Files.copy(source, file(name));
    }

    void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    private Path file(String name) {
        Path file = folder.resolve(name);
        files.add(file);
        return file;
    }

    /** Has all of it stay. */
    void keep() {
        whole = true;
    }

    @Override
    public void close() throws IOException {
        if (whole) {
            return;
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        for (Path made : folders) {
            Files.deleteIfExists(made);
        }
    }
}
