/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * A model on a CUDA device. It runs by itself where the build was made with the profile {@code gpu} and the machine has a device,
 * and is skipped elsewhere.
 */
public final class CudaTests extends ModelTestCase {

    /** What the driver puts there, so that a device that cannot be used fails the test and does not skip it. */
    private static final Path DEVICE = Path.of("/dev/nvidia0");

    static boolean deviceIsThere() throws ModelException {
        Models.natives().load();
        return Cuda.isBuiltIn() && Files.exists(DEVICE);
    }

    @Test
    public void aDeviceMakesTheVectorsOfTheCpu() throws Exception {
        assumeTrue("no CUDA device, or built without the profile [gpu]", deviceIsThere());
        Path folder = Models.folder(newTempDir(), Models.FP32, Models.MINILM);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add("a red cotton shirt, size 42 ".repeat(randomIntBetween(0, 12)) + i);
        }
        try (TextEmbedder cuda = new ModelLoader(Models.natives(), DeviceChoice.AUTO).load(folder);
                TextEmbedder cpu = new ModelLoader(Models.natives(), DeviceChoice.of("device", "cpu")).load(folder)) {
            assertEquals(Device.cuda(0), cuda.info().device());
            float[][] ofCuda = cuda.embed(texts, Purpose.PASSAGE, Cancellation.NONE);
            float[][] ofCpu = cpu.embed(texts, Purpose.PASSAGE, Cancellation.NONE);
            for (int i = 0; i < texts.size(); i++) {
                for (int d = 0; d < cpu.dimension(); d++) {
                    assertEquals(texts.get(i), ofCpu[i][d], ofCuda[i][d], 1e-4);
                }
            }
        }
    }
}
