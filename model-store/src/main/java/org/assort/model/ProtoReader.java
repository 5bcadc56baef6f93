/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Walks the protocol buffer wire format in a fixed amount of memory. Every length is checked against the message
 * around it, so a damaged file ends in an IOException. For one thread.
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int MESSAGE = 2;
    private static final int FIXED32 = 5;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13).limit(0);
    private long bufferEnd;
    private int field;
    private int wire;

    ProtoReader(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.bufferEnd = channel.position();
    }

    /** Reads the key of the next field, or returns false at the end of the message. */
    boolean nextField(long end) throws IOException {
        long at = position();
        if (at == end) {
            return false;
        }
        long key = varint(end);
        field = (int) (key >>> 3);
        wire = (int) (key & 7);
        if (key >>> 32 != 0 || field == 0) {
            throw damaged(at);
        }
        return true;
    }

    /** Whether the field just read is this one, with a length before it. */
    boolean isMessage(int number) {
        return field == number && wire == MESSAGE;
    }

    /** The position where the value that begins here ends. */
    long messageEnd(long end) throws IOException {
        long at = position();
        long length = varint(end);
        if (length < 0 || length > end - position()) {
            throw damaged(at);
        }
        return position() + length;
    }

    /** The value as text, or "" if it is longer than a name would be. */
    String text(long end, int maxBytes) throws IOException {
        long valueEnd = messageEnd(end);
        int length = (int) Math.min(valueEnd - position(), maxBytes + 1L);
        byte[] bytes = new byte[length > maxBytes ? 0 : length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = next(valueEnd);
        }
        seek(valueEnd);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Over the value of the field just read. */
    void skip(long end) throws IOException {
        long at = position();
        switch (wire) {
            case VARINT -> varint(end);
            case FIXED64 -> seekWithin(at + 8, end);
            case MESSAGE -> seek(messageEnd(end));
            case FIXED32 -> seekWithin(at + 4, end);
            default -> throw damaged(at);
        }
    }

    private long varint(long end) throws IOException {
        long at = position();
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = next(end);
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw damaged(at);
    }

    private byte next(long end) throws IOException {
        if (position() >= end) {
            throw damaged(position());
        }
        if (!buffer.hasRemaining()) {
            buffer.clear();
            channel.position(bufferEnd);
            int n = channel.read(buffer);
            buffer.flip();
            if (n <= 0) {
                throw damaged(bufferEnd);
            }
            bufferEnd += n;
        }
        return buffer.get();
    }

    private long position() {
        return bufferEnd - buffer.remaining();
    }

    private void seekWithin(long target, long end) throws IOException {
        if (target > end) {
            throw damaged(position());
        }
        seek(target);
    }

    private void seek(long target) {
        long ahead = target - position();
        if (ahead <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) ahead);
        } else {
            buffer.limit(0);
            bufferEnd = target;
        }
    }

    private static IOException damaged(long at) {
        return new IOException("it is no ONNX file: damaged at byte " + at);
    }
}
