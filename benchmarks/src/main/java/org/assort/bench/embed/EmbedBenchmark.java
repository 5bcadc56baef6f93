/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.embed;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assort.bench.Bar;
import org.assort.bench.Benchmark;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.MlCommons;
import org.assort.bench.shop.ShopNodes;

/** What embedding on the node reaches beside the bare session and ml-commons, and what a backfill takes from searches. */
public final class EmbedBenchmark implements Benchmark {

    private static final String THROUGHPUT = "throughput";
    private static final String BACKFILL = "backfill";
    private static final double OVER_BARE = 0.95;
    private static final double OVER_PEER = 1.5;

    @Override
    public String name() {
        return "embed";
    }

    @Override
    public String about() {
        return "embedding on the node beside a bare session and ml-commons, and searches while a backfill runs";
    }

    @Override
    public List<String> parts() {
        return List.of(THROUGHPUT, BACKFILL);
    }

    @Override
    public void measure(Run run) throws Exception {
        Catalogue catalogue = Catalogue.find(run.workplace().shared());
        run.report().info("embed.data", catalogue.name());
        try (Encoder encoder = Encoder.loadFloat(run.workplace())) {
            run.report().step("starting a node");
            Path peer = run.workplace().peer("opensearch-ml-plugin");
            try (ShopNodes node = ShopNodes.one(
                    run.workplace(),
                    encoder,
                    // Nothing is to be kept: every way embeds the same texts.
                    settings -> settings.withPlugin(peer).withSetting("assort.cache.size", "0b"))) {
                if (run.begins(THROUGHPUT)) {
                    throughput(run, node, encoder, catalogue);
                }
                if (run.begins(BACKFILL)) {
                    BackfillLatency.measure(run, node, encoder, catalogue);
                }
            }
        }
    }

    private static void throughput(Run run, ShopNodes node, Encoder encoder, Catalogue catalogue) throws Exception {
        Optional<MlCommons> peer = MlCommons.deployed(run, node, encoder);
        Throughputs throughputs = CpuThroughput.measure(run, "embed", node, encoder, peer, catalogue.products());
        for (Way way : List.of(Way.CALLERS_1, Way.CALLERS_2, Way.CALLERS_4)) {
            bar(run, "embed.over_bare." + way.label(), OVER_BARE, throughputs.ratios(way, Way.BARE_LOOP));
        }
        if (peer.isPresent()) {
            bar(run, "embed.over_ml_commons", OVER_PEER, throughputs.ratios(Way.CALLERS_1, Way.ML_COMMONS));
            peer.get().undeploy();
        }
    }

    private static void bar(Run run, String name, double limit, double[] ratios) {
        run.report().bar(Bar.atLeast(name, limit, run.bootstrap().ofMedian(ratios)), ratios);
    }
}
