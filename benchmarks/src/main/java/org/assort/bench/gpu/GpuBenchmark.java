/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.gpu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.assort.bench.Benchmark;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.data.Product;
import org.assort.bench.shop.BareLoop;
import org.assort.bench.shop.Encoder;
import org.assort.model.DeviceChoice;

/**
 * Texts a second and how long a call takes for 1 to 256 texts a call, by the model store and by the bare session, on the CPU and on
 * a CUDA device where one can be had. One thread; the same texts in all ways.
 */
public final class GpuBenchmark implements Benchmark {

    private static final String NAME = "gpu";
    private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256);
    private static final double TOLERANCE = 1e-4;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "embedding on a CUDA device beside the bare session there, and the same on the CPU, for 1 to 256 texts a call";
    }

    @Override
    public boolean quickens() {
        return true;
    }

    @Override
    public void measure(Run run) throws Exception {
        Catalogue catalogue = Catalogue.find(run.workplace().shared());
        run.report().info(NAME + ".data", catalogue.name());
        List<String> texts = new ArrayList<>(
                catalogue.products().stream().map(Product::text).distinct().toList());
        Collections.shuffle(texts, run.random(NAME + ".texts"));
        Map<Integer, Double> onCpu;
        float[][] expected;
        List<String> checked = texts.subList(0, BATCHES.getLast());
        try (Encoder cpu = Encoder.loadFloat(run.workplace(), DeviceChoice.of("device", "cpu"));
                BareLoop bare = new BareLoop(cpu.folder(), cpu.maxLength())) {
            expected = cpu.together(checked);
            onCpu = measure(run, new BatchTimes(cpu, bare, texts), Map.of());
        }
        try (Encoder cuda = Encoder.loadFloat(run.workplace(), DeviceChoice.AUTO)) {
            if (!cuda.device().isCuda()) {
                run.report()
                        .info(
                                NAME + ".cuda",
                                "none: " + cuda.device().whyNotCuda().orElseThrow());
                return;
            }
            try (BareLoop bare = new BareLoop(
                    cuda.folder(),
                    cuda.maxLength(),
                    OptionalInt.of(cuda.device().index().orElseThrow()))) {
                check(expected, cuda.together(checked));
                check(expected, bare.embedTogether(checked));
                measure(run, new BatchTimes(cuda, bare, texts), onCpu);
            }
        }
    }

    /** All make the same vectors, so they are timed for the same work. */
    private static void check(float[][] expected, float[][] vectors) throws IOException {
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            for (int d = 0; d < expected[i].length; d++) {
                worst = Math.max(worst, Math.abs(expected[i][d] - vectors[i][d]));
            }
        }
        if (!(worst <= TOLERANCE)) {
            throw new IOException("CPU and device must make the same vectors, they differ by " + worst);
        }
    }

    /** Returns the texts a second of each batch; where those of the CPU are given, tells how many times as many it is. */
    private static Map<Integer, Double> measure(Run run, BatchTimes times, Map<Integer, Double> onCpu)
            throws Exception {
        String device = times.device();
        Neighbours neighbours = Neighbours.beside();
        Map<Integer, Double> perSecond = new TreeMap<>();
        for (int batch : BATCHES) {
            run.report().step(device + ": " + batch + " texts a call");
            BatchTimes.Figures figures = times.measure(batch, run.quick(), run.random(NAME + "." + device));
            perSecond.put(batch, figures.textsPerSecond());
            run.report()
                    .info(
                            NAME + "." + device + ".batch_" + batch,
                            figures.text()
                                    + (onCpu.isEmpty()
                                            ? ""
                                            : String.format(
                                                    Locale.ROOT,
                                                    ", %.1f times the CPU",
                                                    figures.textsPerSecond() / onCpu.get(batch))));
        }
        run.report().info(NAME + "." + device + ".neighbours", neighbours.text());
        return perSecond;
    }
}
