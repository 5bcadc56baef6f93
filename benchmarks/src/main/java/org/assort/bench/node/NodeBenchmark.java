/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.bench.Benchmark;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.data.Product;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopNodes;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.Ports;

/** What {@code diversify} costs over stored vectors, and vectors at ingest, on a node that has the peers beside ours. */
public final class NodeBenchmark implements Benchmark {

    /** Further plugins, in the order in which they are installed. */
    private static final List<String> PEERS = List.of("opensearch-ml-plugin", "neural-search");

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
            Searches searches = new Searches(index, queries, AddedTime.ways());
            added.put(index.label(), AddedTime.measure(run, node, index, searches));
            Overlap.measure(run, node, index, all);
            Footprint.measure(run, node, encoder, vectors, index);
            ConcurrentMemory.measure(run, node, jvm, index, searches);
        }
        NodeIndex one = indices.getFirst();
        Searches searches = new Searches(one, queries, AddedTime.ways());
        Throughput.measure(run, node, one, searches);
        FromText.measure(run, node, one, queries);
        IngestThroughput.measure(run, node, encoder, unseen(run, node, products, searches));
        Path picture = run.workplace().results().resolve("node.svg");
        Files.createDirectories(picture.getParent());
        Files.writeString(
                picture, new AddedPicture("What is added to the same kNN search, " + catalogue.name(), added).svg());
        run.report().step("drawn: " + picture);
    }

    /** Products of different texts which the node has not embedded, as they are in no window. */
    private static List<Product> unseen(Run run, ShopNodes node, List<Product> products, Searches searches)
            throws IOException {
        Set<String> seen = new HashSet<>();
        try (KeepAlive client = node.connect()) {
            for (int query = 0; query < searches.size(); query++) {
                seen.addAll(searches.window(AddedTime.WINDOWS.getFirst(), query, client)
                        .ids());
            }
        }
        int wanted = IngestThroughput.products(run);
        Map<String, Product> byText = new LinkedHashMap<>();
        for (int i = 0; i < products.size() && byText.size() < UNSEEN_CHOICE * wanted; i++) {
            Product product = products.get(i);
            if (!seen.contains(product.id())) {
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
