/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** Where models run, and what is said of it. */
public final class DevicesTests extends ModelTestCase {

    private static final DeviceChoice THIRD = DeviceChoice.of("device", "cuda:2");

    @Test
    public void whatIsNoDeviceIsRefused() {
        for (String value :
                List.of("", "gpu", "CPU", "cuda", "cuda:", "cuda:-1", "cuda:01", "cuda:1000", "cuda:x", "rocm:0")) {
            String message = assertThrows(IllegalArgumentException.class, () -> DeviceChoice.of("device", value))
                    .getMessage();
            assertEquals(
                    "[device] must be [auto], [cpu] or [cuda:N] with N the number of a device, 0 to 999, got [" + value
                            + "]",
                    message);
        }
        assertEquals(Optional.of(2), THIRD.index());
        assertEquals(DeviceChoice.AUTO, DeviceChoice.of("device", "auto"));
    }

    @Test
    public void theDeviceComesFirstAndTheCpuWhereThatFails() throws Exception {
        assertEquals("cuda:2", new Devices(THIRD, () -> true).place(randomBoolean(), Device::id));
        assertEquals("cuda:0", new Devices(DeviceChoice.AUTO, () -> true).place(false, Device::id));
        for (DeviceChoice choice : List.of(DeviceChoice.AUTO, THIRD)) {
            List<String> tried = new ArrayList<>();
            Device placed = new Devices(choice, () -> true).place(false, device -> {
                tried.add(device.id());
                if (device.isCuda()) {
                    throw new ModelException("no driver");
                }
                return device;
            });
            assertEquals(List.of("cuda:" + choice.index().get(), "cpu"), tried);
            assertEquals(Optional.of("no driver"), placed.whyNotCuda());
            assertEquals("CPU", placed.provider());
        }
    }

    @Test
    public void aModelThatIsBrokenIsBrokenOnTheCpuToo() {
        ModelException broken = assertThrows(
                ModelException.class,
                () -> new Devices(THIRD, () -> true).place(false, device -> {
                    throw new ModelException("broken on " + device.id());
                }));
        assertEquals("broken on cpu", broken.getMessage());
    }

    @Test
    public void whatQuantisesAsItRunsGoesToADeviceOnlyWhereItIsNamed() throws Exception {
        Device device = new Devices(DeviceChoice.AUTO, () -> true).place(true, placed -> placed);
        assertThat(device.whyNotCuda().orElseThrow(), containsString("quantises as it runs"));
    }

    /** With the libraries that there are: those without CUDA, or those with it on a machine that lacks a device. */
    @Test
    public void aModelSaysWhyItIsNotOnADevice() throws Exception {
        assumeFalse("there is a device", CudaTests.deviceIsThere());
        Path folder = Models.folder(newTempDir(), Models.FP32, Models.MINILM);
        for (DeviceChoice choice : List.of(DeviceChoice.AUTO, THIRD)) {
            try (TextEmbedder model = new ModelLoader(Models.natives(), choice).load(folder)) {
                Device device = model.info().device();
                assertEquals("cpu", device.id());
                String reason = device.whyNotCuda().orElseThrow();
                assertThat(
                        reason,
                        containsString(Cuda.isBuiltIn() ? "cannot open shared object file" : "build profile [gpu]"));
                assertFalse("it is that of all models: " + reason, reason.contains("model.onnx"));
                assertEquals(1, model.embed(List.of("a"), Purpose.QUERY, Cancellation.NONE).length);
            }
        }
        try (TextEmbedder model = new ModelLoader(Models.natives(), DeviceChoice.of("device", "cpu")).load(folder)) {
            assertEquals(Device.cpu(), model.info().device());
        }
    }
}
