/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import org.apache.lucene.util.BytesRef;
import org.assort.rescorer.VectorCodes;
import org.assort.rescorer.VectorTable;
import org.opensearch.test.OpenSearchTestCase;

/** How a vector is kept, byte by byte: indices of an older version are read by this one. */
public class VectorBytesTests extends OpenSearchTestCase {

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    public void testTheFormsAreThese() {
        float[] vector = {1.5f, -2};
        assertEquals(
                new BytesRef(bytes(1, 0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0)),
                VectorBytes.of(vector, VectorEncoding.FLOAT32));
        assertEquals(new BytesRef(bytes(2, 0, 0, 0, 0x40, 95, -127)), VectorBytes.of(vector, VectorEncoding.INT8));
    }

    /** Returns the codes of a kept vector, whatever it is kept as; null of a zero vector. */
    static byte[] codes(BytesRef stored) {
        VectorTable[] read = new VectorTable[1];
        VectorBytes.read(stored, new StoredFloats(VectorBytes.ORDER), new VectorTaker() {
            @Override
            public void floats(float[] vector) {
                read[0] = new VectorTable(vector.length, 1);
                read[0].set(0, vector);
            }

            @Override
            public void codes(BytesRef codes) {
                read[0] = new VectorTable(codes.length, 1);
                read[0].set(0, codes.bytes, codes.offset, codes.length);
            }
        });
        return read[0].codes(0);
    }

    public void testUnknownFormsAreRefused() {
        for (byte[] stored : new byte[][] {bytes(0, 1, 2, 3, 4), bytes(3, 1, 2, 3, 4), bytes()}) {
            IllegalStateException e = expectThrows(IllegalStateException.class, () -> codes(new BytesRef(stored)));
            assertTrue(e.getMessage(), e.getMessage().contains("a newer version"));
        }
    }

    public void testRandomVectorsComeBackWithTheirCodes() {
        for (int round = 0; round < 2000; round++) {
            float[] vector = vector();
            BytesRef floats = moved(VectorBytes.of(vector, VectorEncoding.FLOAT32));
            assertArrayEquals(vector, VectorBytes.vector(floats), 0);
            BytesRef stored = moved(VectorBytes.of(vector, VectorEncoding.INT8));
            byte[] codes = VectorCodes.of(vector);
            assertArrayEquals("of floats", codes, codes(floats));
            assertArrayEquals("of codes", codes, codes(stored));
            float[] left = VectorBytes.vector(stored);
            assertEquals("kept anew", stored, VectorBytes.of(left, VectorEncoding.INT8));
            double greatest = 0;
            for (float component : vector) {
                greatest = Math.max(greatest, Math.abs(component));
            }
            // Where floats are coarse, half of the least of them comes on top.
            assertArrayEquals(doubles(vector), doubles(left), greatest / 254 * 1.0001 + Float.MIN_VALUE);
        }
    }

    private static double[] doubles(float[] vector) {
        double[] doubles = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            doubles[i] = vector[i];
        }
        return doubles;
    }

    // Of every magnitude that floats have, and with zeros.
    private static float[] vector() {
        float scale = Math.scalb(1f, randomIntBetween(-149, 126));
        float[] vector = new float[randomIntBetween(1, 40)];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = rarely() ? 0 : (float) random().nextGaussian() * scale;
            vector[i] = Math.clamp(vector[i], -Float.MAX_VALUE, Float.MAX_VALUE);
        }
        return vector;
    }

    /** Returns the same within a larger array, as a segment gives it. */
    private static BytesRef moved(BytesRef bytes) {
        int before = randomIntBetween(0, 5);
        byte[] larger = new byte[before + bytes.length + randomIntBetween(0, 5)];
        System.arraycopy(bytes.bytes, bytes.offset, larger, before, bytes.length);
        return new BytesRef(larger, before, bytes.length);
    }
}
