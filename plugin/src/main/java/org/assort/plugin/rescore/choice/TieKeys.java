/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import org.apache.lucene.util.BytesRef;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What {@code tie_breaker} says of the documents of a window: a number or a keyword each, or nothing. Numbers go before
 * keywords, both ascending, and documents without a value go last.
 */
public final class TieKeys implements Writeable {

    private static final byte NONE = 0;
    private static final byte NUMBER = 1;
    private static final byte KEYWORD = 2;

    /** A reference to bytes and the array's head. */
    private static final long KEYWORD_BYTES = 40;

    private final byte[] kinds;
    private final long[] numbers;
    private final BytesRef[] keywords;

    /** Creates the keys of {@code size} documents, none of which has a value yet. */
    public TieKeys(int size) {
        this.kinds = new byte[size];
        this.numbers = new long[size];
        this.keywords = new BytesRef[size];
    }

    TieKeys(StreamInput in) throws IOException {
        this.kinds = in.readByteArray();
        this.numbers = new long[kinds.length];
        this.keywords = new BytesRef[kinds.length];
        for (int row = 0; row < kinds.length; row++) {
            if (kinds[row] == NUMBER) {
                numbers[row] = in.readLong();
            } else if (kinds[row] == KEYWORD) {
                keywords[row] = in.readBytesRef();
            }
        }
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeByteArray(kinds);
        for (int row = 0; row < kinds.length; row++) {
            if (kinds[row] == NUMBER) {
                out.writeLong(numbers[row]);
            } else if (kinds[row] == KEYWORD) {
                out.writeBytesRef(keywords[row]);
            }
        }
    }

    /** Returns what they take in memory, in bytes. */
    public long bytes() {
        long bytes = (long) kinds.length * (Byte.BYTES + Long.BYTES + Long.BYTES);
        for (BytesRef keyword : keywords) {
            bytes += keyword == null ? 0 : KEYWORD_BYTES + keyword.length;
        }
        return bytes;
    }

    /** Sets a number; of a fraction the bits that sort as it does. */
    public void number(int row, long value) {
        kinds[row] = NUMBER;
        numbers[row] = value;
    }

    /** Sets a keyword, which is copied. */
    public void keyword(int row, BytesRef value) {
        kinds[row] = KEYWORD;
        keywords[row] = BytesRef.deepCopyOf(value);
    }

    /** Compares two documents' keys; 0 where neither has one. */
    static int compare(TieKeys a, int rowOfA, TieKeys b, int rowOfB) {
        int kindOfA = a == null || a.kinds[rowOfA] == NONE ? Integer.MAX_VALUE : a.kinds[rowOfA];
        int kindOfB = b == null || b.kinds[rowOfB] == NONE ? Integer.MAX_VALUE : b.kinds[rowOfB];
        if (kindOfA != kindOfB) {
            return Integer.compare(kindOfA, kindOfB);
        }
        return switch (kindOfA) {
            case NUMBER -> Long.compare(a.numbers[rowOfA], b.numbers[rowOfB]);
            case KEYWORD -> a.keywords[rowOfA].compareTo(b.keywords[rowOfB]);
            default -> 0;
        };
    }
}
