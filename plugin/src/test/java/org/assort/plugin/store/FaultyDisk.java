/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileStore;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/** A disk that cannot delete some folder, and that others may fill. */
final class FaultyDisk extends FilterFileSystemProvider {

    /** What a full disk says. */
    static final String FULL = "No space left on device";

    /** The name of a folder that stays, and what is in it; null for none. */
    volatile String stuck;

    /** Bytes that are left; none where it is full. */
    volatile long free = Long.MAX_VALUE;

    private FaultyDisk(Path real) {
        super("faulty://", real.getFileSystem());
    }

    static FaultyDisk over(Path real) {
        return new FaultyDisk(real);
    }

    /** Returns a folder as one on this disk. */
    Path on(Path real) {
        return wrapPath(real);
    }

    @Override
    public void delete(Path path) throws IOException {
        check(path);
        super.delete(path);
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        check(path);
        return super.deleteIfExists(path);
    }

    private void check(Path path) throws IOException {
        for (Path name : path) {
            if (name.toString().equals(stuck)) {
                throw new IOException("[" + path + "] cannot be deleted");
            }
        }
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return new FilterFileStore(super.getFileStore(path), getScheme()) {
            @Override
            public long getUsableSpace() {
                return free;
            }
        };
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return new FilterFileChannel(super.newFileChannel(path, options, attributes)) {
            @Override
            public int write(ByteBuffer source) throws IOException {
                if (free == 0) {
                    throw new IOException(FULL);
                }
                return super.write(source);
            }
        };
    }
}
