/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;

/**
 * The table of a SentencePiece normaliser: a trie of what is replaced, in a double array (Aoe 1989, with the units of
 * Darts-clone), and the replacements, each ended by a 0 byte. The tokenizer walks it without looking where it steps, so all
 * that can be reached is checked to lie in it.
 */
final class CharsMap {
    static final int MAX_REPLACEMENT = 256;

    private final int[] units;
    private final byte[] replacements;

    private CharsMap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /**
     * Base64 of the trie's bytes (little-endian, 4 bytes), the trie, and the replacements.
     *
     * @param given what tokenizer.json has
     */
    static void check(Object given) throws RefusedException {
        if (!(given instanceof String text)) {
            throw refused("base64 text, got another value or none");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("[normalizer.precompiled_charsmap] must be base64, got: " + e.getMessage(), e);
        }
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long size = data.remaining() < 4 ? -1 : Integer.toUnsignedLong(data.getInt());
        if (size < 4 || size % 4 != 0 || size > data.remaining()) {
            throw refused("a trie of at most [" + data.remaining() + "] bytes in fours, got [" + size + "]");
        }
        int[] units = new int[(int) (size / 4)];
        data.asIntBuffer().get(units);
        byte[] replacements = new byte[data.remaining() - (int) size];
        data.position(data.position() + (int) size).get(replacements);
        new CharsMap(units, replacements).walk();
    }

    private static RefusedException refused(String wanted) {
        return new RefusedException("[normalizer.precompiled_charsmap] must be " + wanted);
    }

    /** Every block of 256 units that a byte can lead to. O(units · 256) at most, as each block is seen once. */
    private void walk() throws RefusedException {
        BitSet seen = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        visit(offset(units[0]), seen, open);
        while (!open.isEmpty()) {
            int base = open.remove();
            for (int label = 1; label < 256; label++) {
                int unit = units[base ^ label];
                if ((unit & 0x800000ff) != label) {
                    continue;
                }
                int next = base ^ label ^ offset(unit);
                visit(next, seen, open);
                if ((unit >>> 8 & 1) == 1) {
                    replacement(units[next] & Integer.MAX_VALUE);
                }
            }
        }
    }

    private void visit(int base, BitSet seen, ArrayDeque<Integer> open) throws RefusedException {
        if ((base | 255) >= units.length) {
            throw refused("a trie that leads to its [" + units.length + "] units only, got one to [" + base + "]");
        }
        if (!seen.get(base)) {
            seen.set(base);
            open.add(base);
        }
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 0x200) >>> 6);
    }

    private void replacement(int from) throws RefusedException {
        if (from >= replacements.length || (replacements[from] & 0xc0) == 0x80) {
            throw refused("a table whose replacements start within its [" + replacements.length + "] bytes, got ["
                    + from + "]");
        }
        int end = from;
        while (end < replacements.length && replacements[end] != 0) {
            end++;
        }
        if (end == replacements.length || end - from > MAX_REPLACEMENT) {
            throw refused("a table whose replacements end after at most [" + MAX_REPLACEMENT + "] bytes, got one at ["
                    + from + "] that does not");
        }
    }
}
