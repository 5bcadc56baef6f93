/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the protocol buffer wire format. Every length is checked against the message around it and against what its reader
 * allows, before anything of that size is made; damage ends in a {@link RefusedException}. For one thread.
 */
final class ProtoReader {
    static final int VARINT = 0;
    private static final int FIXED64 = 1;
    static final int MESSAGE = 2;
    static final int FIXED32 = 5;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long bufferEnd;
    private int field;
    private int wire;

    ProtoReader(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.bufferEnd = channel.position();
    }

    /** Reads the key of the next field, or returns false at the end of the message. */
    boolean nextField(long end) throws IOException, RefusedException {
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

    /** The number of the field just read. */
    int field() {
        return field;
    }

    /** The position where the value that begins here ends. */
    long messageEnd(long end) throws IOException, RefusedException {
        long at = position();
        must(MESSAGE);
        long length = varint(end);
        if (length < 0 || length > end - position()) {
            throw damaged(at);
        }
        return position() + length;
    }

    /** How long the value is that comes next, which is not read. */
    long lengthAhead(long end) throws IOException, RefusedException {
        long at = position();
        long length = messageEnd(end) - position();
        seekBack(at);
        return length;
    }

    /** The value as it stands, at most so long. */
    byte[] bytes(long end, int maxBytes, String what) throws IOException, RefusedException {
        long valueEnd = messageEnd(end);
        long length = valueEnd - position();
        if (length > maxBytes) {
            throw new RefusedException(what + " must have at most [" + maxBytes + "] bytes, got [" + length + "]");
        }
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = next(valueEnd);
        }
        return bytes;
    }

    /** The value as text, at most so long; two that differ in the file differ here. */
    String text(long end, int maxBytes, String what) throws IOException, RefusedException {
        byte[] bytes = bytes(end, maxBytes, what);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(what + " must be UTF-8, got " + Arrays.toString(bytes), e);
        }
    }

    /** The value of a field that has one number of variable length. */
    long number(long end) throws IOException, RefusedException {
        must(VARINT);
        return varint(end);
    }

    /** The value of a field of 32 bits. */
    float fixedFloat(long end) throws IOException, RefusedException {
        must(FIXED32);
        return Float.intBitsToFloat(little32(end));
    }

    /** Takes numbers as they are read; whole ones past 2^53 lose their last digits, which no size has. */
    interface Numbers {
        void add(double value) throws RefusedException;
    }

    /** A repeated number of variable length, packed or not. */
    void numbers(long end, Numbers to) throws IOException, RefusedException {
        if (wire == VARINT) {
            to.add((double) varint(end));
        } else if (wire == MESSAGE) {
            long valueEnd = messageEnd(end);
            while (position() < valueEnd) {
                to.add((double) varint(valueEnd));
            }
        } else {
            throw damaged(position());
        }
    }

    /** A repeated float, packed or not. */
    void floats(long end, Numbers to) throws IOException, RefusedException {
        long valueEnd = wire == FIXED32 ? position() + 4 : wire == MESSAGE ? messageEnd(end) : position();
        if (valueEnd > end || (valueEnd == position() && wire != MESSAGE) || (valueEnd - position()) % 4 != 0) {
            throw damaged(position());
        }
        while (position() < valueEnd) {
            to.add(Float.intBitsToFloat(little32(valueEnd)));
        }
    }

    /** A repeated double, packed or not. */
    void doubles(long end, Numbers to) throws IOException, RefusedException {
        long valueEnd = wire == FIXED64 ? position() + 8 : wire == MESSAGE ? messageEnd(end) : position();
        if (valueEnd > end || (valueEnd == position() && wire != MESSAGE) || (valueEnd - position()) % 8 != 0) {
            throw damaged(position());
        }
        while (position() < valueEnd) {
            long low = Integer.toUnsignedLong(little32(valueEnd));
            to.add(Double.longBitsToDouble((long) little32(valueEnd) << 32 | low));
        }
    }

    /** Over the value of the field just read. */
    void skip(long end) throws IOException, RefusedException {
        long at = position();
        switch (wire) {
            case VARINT -> varint(end);
            case FIXED64 -> seekWithin(at + 8, end);
            case MESSAGE -> seek(messageEnd(end));
            case FIXED32 -> seekWithin(at + 4, end);
            default -> throw damaged(at);
        }
    }

    /** A field of another kind than its number has would be passed over by ONNX Runtime: two readers, two models. */
    private void must(int kind) throws RefusedException {
        if (wire != kind) {
            throw damaged(position());
        }
    }

    private int little32(long end) throws IOException, RefusedException {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (next(end) & 0xff) << shift;
        }
        return value;
    }

    private long varint(long end) throws IOException, RefusedException {
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

    private byte next(long end) throws IOException, RefusedException {
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

    /** Where in the file the next byte is that will be read. */
    long position() {
        return bufferEnd - buffer.remaining();
    }

    private void seekWithin(long target, long end) throws RefusedException {
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

    private void seekBack(long target) {
        long back = position() - target;
        if (back <= buffer.position()) {
            buffer.position(buffer.position() - (int) back);
        } else {
            buffer.limit(0);
            bufferEnd = target;
        }
    }

    private static RefusedException damaged(long at) {
        return new RefusedException("it is no ONNX file: damaged at byte " + at);
    }
}
