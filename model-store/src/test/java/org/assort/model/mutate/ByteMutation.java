/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.mutate;

import java.util.Arrays;
import java.util.Random;

/** Changes a file without knowing what it is. */
final class ByteMutation {
    private ByteMutation() {}

    static byte[] of(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[1];
        }
        byte[] made = bytes.clone();
        int at = random.nextInt(made.length);
        switch (random.nextInt(6)) {
            case 0 -> made = Arrays.copyOf(made, at);
            case 1 -> {
                // A block left out.
                int length = Math.min(made.length - at, 1 + random.nextInt(64));
                byte[] rest = Arrays.copyOf(made, made.length - length);
                System.arraycopy(made, at + length, rest, at, made.length - at - length);
                made = rest;
            }
            case 2 -> {
                // A block twice.
                int length = Math.min(made.length - at, 1 + random.nextInt(64));
                byte[] more = Arrays.copyOf(made, made.length + length);
                System.arraycopy(made, at, more, at + length, made.length - at);
                made = more;
            }
            case 3 -> {
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    made[random.nextInt(made.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 4 -> {
                for (int i = at; i < Math.min(made.length, at + 1 + random.nextInt(16)); i++) {
                    made[i] = (byte) random.nextInt(256);
                }
            }
            default -> made[at] = (byte) new int[] {0, 0xff, 0x7f, 0x80, '"', '{', '['}[random.nextInt(7)];
        }
        return made;
    }
}
