/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Puts each model on the device that it is to run on: a CUDA device where one is wanted and takes it, else the CPU, with the reason.
 * A reason stands in the log once, not for each model. Safe for many threads.
 */
final class Devices {
    private static final Logger LOGGER = LogManager.getLogger(Devices.class);

    /** Reasons that are kept, so as not to be said again. */
    private static final int MOST_SAID = 32;

    private final DeviceChoice choice;
    private final BooleanSupplier builtIn;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Devices(DeviceChoice choice) {
        this(choice, Cuda::isBuiltIn);
    }

    /**
     * The same for an ONNX Runtime of which one knows.
     *
     * @param builtIn whether it has CUDA
     */
    Devices(DeviceChoice choice, BooleanSupplier builtIn) {
        this.choice = choice;
        this.builtIn = builtIn;
    }

    /** Makes something on a device. */
    interface Attempt<T> {
        T on(Device device) throws ModelException;
    }

    /**
     * Tries the CUDA device and, where that fails, the CPU. What is wrong with the model itself fails on both, and is thrown
     * as it came from the CPU.
     *
     * @param quantised whether the model quantises as it runs
     */
    <T> T place(boolean quantised, Attempt<T> attempt) throws ModelException {
        if (choice.index().isEmpty()) {
            return attempt.on(Device.cpu());
        }
        Optional<String> obstacle = obstacle(quantised);
        String reason;
        if (obstacle.isPresent()) {
            reason = obstacle.get();
        } else {
            try {
                return attempt.on(Device.cuda(choice.index().get()));
            } catch (ModelException e) {
                reason = e.getMessage();
            }
        }
        T onCpu = attempt.on(Device.cpu(reason));
        say(reason);
        return onCpu;
    }

    private Optional<String> obstacle(boolean quantised) {
        if (!builtIn.getAsBoolean()) {
            return Optional.of(
                    "this ONNX Runtime has no CUDA provider: it comes with the zip that the build profile [gpu] makes");
        }
        // Its operators have no CUDA kernels, so that each would copy its input from the device and its output back.
        return quantised && !choice.named()
                ? Optional.of(
                        "the model quantises as it runs, which CUDA has no kernels for; [cuda:N] tries it all the same")
                : Optional.empty();
    }

    private void say(String reason) {
        if (said.size() < MOST_SAID && said.add(reason)) {
            LOGGER.log(choice.named() ? Level.WARN : Level.INFO, "models run on the CPU and not on CUDA: {}", reason);
        }
    }
}
