/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assort.bench.Benchmark;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.data.Product;
import org.assort.bench.embed.CpuThroughput;
import org.assort.bench.heap.NodeJvm;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.MlCommons;
import org.assort.bench.shop.ShopNodes;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.Ports;

/** What {@code diversify} costs over stored vectors, and vectors at ingest, on a node that has the peers beside ours. */
public final class NodeBenchmark implements Benchmark {

    /** Further plugins, in the order in which they are installed. */
    private static final List<String> PEERS = List.of("opensearch-ml-plugin", "neural-search");

    private static final String SEARCHES = "searches";
    private static final String INGEST = "ingest";

    /** The most queries of a round. */
    private static final int QUERIES = 30;

    /** Products whose bytes on disk are counted. */
    private static final int FOOTPRINT = 1_000;

    /** From how many times as many those for ingest are drawn. */
    private static final int UNSEEN_CHOICE = 3;

    @Override
    public String name() {
        return "node";
    }

    @Override
    public String about() {
        return "what diversify over stored vectors adds to a search beside native MMR and the built-in rescore, and"
                + " what vectors cost at ingest";
    }

    @Override
    public boolean generates() {
        return true;
    }

    @Override
    public boolean quickens() {
        return true;
    }

    @Override
    public List<String> parts() {
        return List.of(SEARCHES, INGEST);
    }

    @Override
    public void measure(Run run) throws Exception {
        Catalogue catalogue = run.products().isPresent()
                ? Catalogue.generated(run.products().getAsInt())
                : Catalogue.find(run.workplace().shared());
        run.report().info("node.data", catalogue.name());
        try (Encoder encoder = Encoder.loadFloat(run.workplace())) {
            run.report().step("starting a node");
            int port = Ports.free();
            List<Path> peers = new ArrayList<>();
            for (String peer : PEERS) {
                peers.add(run.workplace().peer(peer));
            }
            try (ShopNodes node = ShopNodes.one(run.workplace(), encoder, settings -> settings(settings, peers, port));
                    NodeJvm jvm = new NodeJvm(port)) {
                run.report()
                        .info(
                                "node.plugins",
                                node.http()
                                        .get("/_cat/plugins?h=component,version")
                                        .text()
                                        .strip()
                                        .replaceAll(" +", " ")
                                        .replace("\n", ", "));
                measure(run, node, jvm, encoder, catalogue);
            }
        }
    }

    private static NodeSettings settings(NodeSettings settings, List<Path> peers, int port) {
        NodeSettings all = NodeJvm.open(settings, port)
                .withSetting(
                        "cluster.search.enabled_system_generated_factories",
                        "[\"mmr_over_sample_factory\", \"mmr_rerank_factory\"]")
                .withSetting("thread_pool.search.size", Integer.toString(ConcurrentMemory.SEARCHES));
        for (Path peer : peers) {
            all = all.withPlugin(peer);
        }
        return all;
    }

    private static void measure(Run run, ShopNodes node, NodeJvm jvm, Encoder encoder, Catalogue catalogue)
            throws Exception {
        Set<String> embedded = new HashSet<>();
        if (run.begins(SEARCHES)) {
            embedded.addAll(searches(run, node, jvm, encoder, catalogue));
        }
        if (run.begins(INGEST)) {
            IngestThroughput.measure(run, node, encoder, unseen(run, catalogue.products(), embedded));
            besideMlCommons(run, node, encoder, catalogue);
        }
    }

    /** The same texts by ml-commons, where it can be deployed. */
    private static void besideMlCommons(Run run, ShopNodes node, Encoder encoder, Catalogue catalogue)
            throws Exception {
        Optional<MlCommons> peer = MlCommons.deployed(run, node, encoder);
        CpuThroughput.measure(run, "node.embedding", node, encoder, peer, catalogue.products());
    }

    /** Returns the ids of products which the node has embedded. */
    private static Set<String> searches(Run run, ShopNodes node, NodeJvm jvm, Encoder encoder, Catalogue catalogue)
            throws Exception {
        List<Product> products = catalogue.products();
        run.report().step("embedding and indexing " + products.size() + " products");
        List<NodeIndex> indices = NodeIndex.make(node.http(), encoder, products);
        List<float[]> all = new ArrayList<>();
        for (String query : catalogue.queries()) {
            all.add(encoder.query(query));
        }
        Collections.shuffle(all, run.random("queries"));
        List<float[]> queries = all.subList(0, Math.min(QUERIES, all.size()));
        run.report().info("node.queries", queries.size() + " of " + all.size());
        float[][] vectors = encoder.passagesOnAllCores(
                products.subList(0, FOOTPRINT).stream().map(Product::text).toList());
        Map<String, Map<Search, Double>> added = new LinkedHashMap<>();
        for (NodeIndex index : indices) {
            added.put(index.label(), AddedTime.measure(run, node, index, queries));
            Overlap.measure(run, node, index, all);
            Footprint.measure(run, node, encoder, vectors, index);
            ConcurrentMemory.measure(run, node, jvm, index, queries);
        }
        run.report()
                .picture(
                        "node",
                        new AddedPicture("What is added to the same kNN search, " + catalogue.name(), added).svg());
        NodeIndex one = indices.getFirst();
        Throughput.measure(run, node, one, queries);
        FromText.measure(run, node, one, queries);
        return windows(node, new Searches(one, queries, List.of()));
    }

    private static Set<String> windows(ShopNodes node, Searches searches) throws IOException {
        Set<String> ids = new HashSet<>();
        try (KeepAlive client = node.connect()) {
            for (int query = 0; query < searches.size(); query++) {
                ids.addAll(searches.window(AddedTime.WINDOWS.getFirst(), query, client)
                        .ids());
            }
        }
        return ids;
    }

    /** Products of different texts which the node has not embedded. */
    private static List<Product> unseen(Run run, List<Product> products, Set<String> embedded) throws IOException {
        int wanted = IngestThroughput.products(run);
        Map<String, Product> byText = new LinkedHashMap<>();
        for (int i = 0; i < products.size() && byText.size() < UNSEEN_CHOICE * wanted; i++) {
            Product product = products.get(i);
            if (!embedded.contains(product.id())) {
                byText.putIfAbsent(product.text(), product);
            }
        }
        List<Product> unseen = new ArrayList<>(byText.values());
        if (unseen.size() < wanted) {
            throw new IOException("there must be " + wanted + " products of different texts, got " + unseen.size());
        }
        Collections.shuffle(unseen, run.random("ingest.products"));
        return unseen.subList(0, wanted);
    }
}
