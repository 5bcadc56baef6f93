/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/**
 * What a loaded model takes of the native memory of its host, as far as that is known of its files and of the sizes of a run.
 *
 * @param bytes of its weights and its tokenizer
 * @param bytesPerRun that its largest run holds at once, and the session keeps for the next; 0 where runs lie in the memory of a device
 */
public record Footprint(long bytes, long bytesPerRun) {
    /** Of a model that takes none. */
    public static final Footprint NONE = new Footprint(0, 0);

    /** Returns the bytes where so many threads run it at the same time; {@code Long.MAX_VALUE} where they are more. */
    public long with(int threads) {
        try {
            return Math.addExact(bytes, Math.multiplyExact(bytesPerRun, threads));
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
