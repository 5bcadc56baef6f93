/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.gpu;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assort.bench.shop.BareLoop;
import org.assort.bench.shop.Encoder;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.model.EmbeddingException;

/** How long the model store and the bare session take on one device for the same texts, in turns. To be used by one thread. */
final class BatchTimes {

    /** Texts that each batch size is measured with, within the bounds of calls. */
    private static final int TEXTS = 4096;

    private static final int MOST_CALLS = 400;
    private static final int FEWEST_CALLS = 32;
    private static final int QUICK_CALLS = 3;

    /** Of so many calls, one more is made before the clock starts. */
    private static final int WARM_UP_SHARE = 4;

    private final Encoder encoder;
    private final BareLoop bare;
    private final List<String> texts;
    private int used;

    private enum Way {
        MODEL_STORE,
        BARE_SESSION
    }

    /**
     * What one number of texts a call came to.
     *
     * @param textsPerSecond by the model store, in the median call
     * @param p50 milliseconds of a call of the model store
     * @param overBare texts a second over those of the bare session, the median over the calls
     */
    record Figures(double textsPerSecond, double p50, double p99, double overBare) {

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.0f texts/s, p50 %.2f p99 %.2f ms, %.2f of the bare session",
                    textsPerSecond,
                    p50,
                    p99,
                    overBare);
        }
    }

    BatchTimes(Encoder encoder, BareLoop bare, List<String> texts) {
        this.encoder = encoder;
        this.bare = bare;
        this.texts = texts;
    }

    String device() {
        return encoder.device().isCuda() ? "cuda" : "cpu";
    }

    Figures measure(int batch, boolean quick, Random random) throws IOException {
        int calls = quick ? QUICK_CALLS : Math.clamp(TEXTS / batch, FEWEST_CALLS, MOST_CALLS);
        Rounds order = new Rounds(random);
        List<double[]> nanos = new ArrayList<>();
        for (int call = -Math.ceilDiv(calls, WARM_UP_SHARE); call < calls; call++) {
            List<String> some = next(batch);
            Map<Way, double[]> taken = order.next(1, List.of(Way.values()), (item, way) -> nanos(way, some));
            if (call >= 0) {
                nanos.add(new double[] {taken.get(Way.MODEL_STORE)[0], taken.get(Way.BARE_SESSION)[0]});
            }
        }
        Sample store = Sample.of(nanos.stream().mapToDouble(pair -> pair[0]).toArray());
        double[] ratios = nanos.stream().mapToDouble(pair -> pair[1] / pair[0]).toArray();
        return new Figures(
                batch * 1e9 / store.median(),
                store.median() / 1e6,
                store.quantile(0.99) / 1e6,
                Sample.of(ratios).median());
    }

    private List<String> next(int count) {
        List<String> some = IntStream.range(used, used + count)
                .mapToObj(i -> texts.get(i % texts.size()))
                .toList();
        used = (used + count) % texts.size();
        return some;
    }

    private double nanos(Way way, List<String> some) throws IOException {
        long start = System.nanoTime();
        try {
            float[][] vectors = way == Way.MODEL_STORE ? encoder.together(some) : bare.embedTogether(some);
            long nanos = System.nanoTime() - start;
            if (Arrays.asList(vectors).contains(null)) {
                throw new AssertionError("a text has no vector");
            }
            return nanos;
        } catch (EmbeddingException | OrtException e) {
            throw new IOException(e);
        }
    }
}
