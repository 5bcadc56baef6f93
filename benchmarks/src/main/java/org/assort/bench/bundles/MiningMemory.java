/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.assort.bench.Bar;
import org.assort.bench.Run;
import org.assort.bench.heap.RequestBreaker;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.orders.OrdersIndex;

/**
 * What one search takes of the node's heap. All that its threads allocate from the first byte to the last, whether it was garbage
 * at once or not, is more than it ever holds; what it charges to the request breaker is what it says that it holds on a shard.
 */
final class MiningMemory {

    private static final double MEGABYTE = 1 << 20;
    private static final double LIMIT = 64;
    private static final int ROUNDS = 20;

    private MiningMemory() {}

    static void measure(Run run, BundlesNode node, OrdersIndex index, String label, Anchors anchors)
            throws IOException, InterruptedException {
        run.report().step("counting what " + label + " takes of the heap");
        String name = "bundles." + label;
        List<byte[]> requests = anchors.sets().stream()
                .map(set -> Asked.request(index.name(), Way.BUNDLE.search(set)))
                .toList();
        try (KeepAlive client = node.connect()) {
            double[] megabytes = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                byte[] request = requests.get(round % requests.size());
                long before = node.jvm().allocated();
                client.exchange(request);
                megabytes[round] = (node.jvm().allocated() - before) / MEGABYTE;
            }
            run.report()
                    .bar(
                            Bar.atMost(
                                    name + ".allocated_mb",
                                    LIMIT,
                                    run.bootstrap().ofMedian(megabytes)),
                            megabytes);
            run.report()
                    .info(
                            name + ".allocated",
                            String.format(
                                    Locale.ROOT,
                                    "%.1f MB at most",
                                    Arrays.stream(megabytes).max().orElseThrow()));
            charged(run, node, client, name, requests);
        }
    }

    private static void charged(Run run, BundlesNode node, KeepAlive client, String name, List<byte[]> requests)
            throws IOException, InterruptedException {
        try (RequestBreaker breaker = new RequestBreaker(node.http())) {
            long most = 0;
            for (byte[] request : requests) {
                most = Math.max(most, breaker.peak(1, round -> List.of(RequestBreaker.refused(client, request))));
            }
            run.report().info(name + ".charged", String.format(Locale.ROOT, "%.2f MB at most", most / MEGABYTE));
        }
    }
}
