/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Lets JMH time one thing once, in a JVM with the options of this one, as compilers differ from run to run. */
final class Forks {

    private static final int WARM_UPS = 2;
    private static final int MEASUREMENTS = 3;
    private static final TimeValue MEASUREMENT = TimeValue.milliseconds(150);

    private final Path index;
    private final long seed;

    /** @param index folder of {@link StoredProducts} */
    Forks(Path index, long seed) {
        this.index = index;
        this.seed = seed;
    }

    /**
     * The mean of the iterations after the warm-up.
     *
     * @return nanoseconds a call
     * @throws IOException if it failed, with what JMH says of it
     */
    double nanos(Measured measured) throws IOException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(measured.state().getName() + "." + measured.method()) + "$")
                .param("seed", Long.toString(seed))
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.milliseconds(measured.warmUp() / WARM_UPS))
                .measurementIterations(MEASUREMENTS)
                .measurementTime(MEASUREMENT)
                .shouldFailOnError(true);
        measured.parameters().forEach(options::param);
        if (measured.state() == Readings.class) {
            options.param("index", index.toString());
        }
        // JMH passes on what its JVMs say, which is many warnings in each and worth reading only where one failed.
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream quiet = new PrintStream(said, true, StandardCharsets.UTF_8);
        OutputFormat format = OutputFormatFactory.createFormatInstance(quiet, VerboseMode.SILENT);
        PrintStream err = System.err;
        System.setErr(quiet);
        try {
            return new Runner(options.build(), format)
                    .runSingle()
                    .getPrimaryResult()
                    .getScore();
        } catch (RunnerException failed) {
            throw new IOException(
                    "[" + measured.label() + "] failed: " + failed.getMessage() + "\n"
                            + said.toString(StandardCharsets.UTF_8),
                    failed);
        } finally {
            System.setErr(err);
        }
    }
}
