/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeFailure;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;
import org.assort.demo.shop.Catalogue;
import org.assort.demo.shop.SampleShop;

/** Starts a real node with the plugin and the model, loads a shop, and shows searches before and after. */
public final class Quickstart {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ORDERS = "sample-orders";
    private static final int LOG_LINES = 500;

    private final Options options;
    private final Artifacts artifacts;
    private final Console console;
    private volatile boolean stopping;
    private volatile boolean finished;

    private Quickstart(Options options, Artifacts artifacts, Console console) {
        this.options = options;
        this.artifacts = artifacts;
        this.console = console;
    }

    /** Exit status 0 when all is well, 1 when a step failed, 2 for options that are wrong. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            err.println(Options.USAGE);
            return 2;
        }
        if (options.help()) {
            out.println(Options.USAGE);
            return 0;
        }
        Artifacts artifacts = new Artifacts(Path.of(System.getProperty("project.root", ".")));
        int steps = options.data() == null ? 8 : 7;
        Console console = new Console(out, Boolean.getBoolean("assort.terminal"), steps);
        Quickstart quickstart = new Quickstart(options, artifacts, console);
        try {
            quickstart.run();
            quickstart.finished = true;
            return 0;
        } catch (IOException | IllegalArgumentException | IllegalStateException failure) {
            quickstart.finished = !quickstart.stopping;
            if (quickstart.finished) {
                quickstart.report(failure, err);
            }
            return 1;
        }
    }

    private void run() throws IOException {
        Ports.requireFree(options.port());
        console.begin(options.data() == null ? "writing the sample shop" : "reading " + options.data());
        SampleShop shop = options.data() == null ? SampleShop.generate(SampleShop.SEED) : null;
        Catalogue catalogue = shop == null ? Catalogue.of(options.data(), options.fields()) : Catalogue.of(shop);
        List<String> queries = queries(catalogue);
        console.end(String.format(Locale.ROOT, "%,d products", catalogue.size()));
        NodeSettings settings = NodeSettings.onPort(options.port())
                .withPlugin(artifacts.plugin())
                // Nobody searches while the products are loaded.
                .withSetting(
                        "thread_pool.assort_ingest.size",
                        Integer.toString(Runtime.getRuntime().availableProcessors()));

        console.begin("unpacking OpenSearch");
        try (OpenSearchNode node = OpenSearchNode.unpack(artifacts.distribution(), settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stopping, "quickstart-stopping"));
            console.end("");
            try {
                start(node);
                ProductVectors vectors = vectors(node.http(), catalogue);
                load(node, catalogue, vectors);
                if (shop != null) {
                    load(node, shop);
                }
                BundleTable bundles = shop == null ? null : new BundleTable(catalogue.fields(), ORDERS);
                ShopSearch search = new ShopSearch(node.http(), catalogue, vectors, options.window(), bundles);
                compare(search, vectors, catalogue, queries);
                finish(node, catalogue, search.diversified(queries.getFirst()));
            } catch (IOException failure) {
                throw failure instanceof NodeFailure ? failure : withLog(failure, node);
            }
        }
    }

    /** Runs beside the node's own clean-up, at the end of the JVM whatever brought it about. */
    private void stopping() {
        stopping = true;
        if (!finished) {
            console.line("\nStopping the node and deleting its folder …");
        }
    }

    private List<String> queries(Catalogue catalogue) throws IOException {
        if (!options.queries().isEmpty()) {
            return options.queries();
        }
        return options.data() == null ? Queries.SAMPLE : Queries.of(options.data(), catalogue.titles(50_000));
    }

    private void start(OpenSearchNode node) throws IOException {
        console.begin("installing " + artifacts.plugin().getFileName());
        node.installPlugins();
        console.end("");
        console.begin("starting the node");
        node.start().awaitReady(PATIENCE, console::waiting);
        console.end("pid " + node.pid());
        console.begin("uploading the model " + Artifacts.MINI_LM);
        Path model = node.modelFolder(Artifacts.MINI_LM, artifacts.miniLm());
        String url = node.http().base().toString();
        node.runTool(
                List.of("bin/opensearch-assort/model", "upload", model.toString(), "--url", url),
                PATIENCE,
                console::waiting);
        console.end("");
    }

    private ProductVectors vectors(Http http, Catalogue catalogue) {
        return options.data() == null
                ? new VectorsAtIngest(http, catalogue, Artifacts.MINI_LM, Artifacts.MINI_LM_DIMENSION)
                : new VectorsAtSearch(http, catalogue, Artifacts.MINI_LM);
    }

    private void load(OpenSearchNode node, Catalogue catalogue, ProductVectors vectors) throws IOException {
        Http http = node.http();
        console.begin(String.format(Locale.ROOT, "loading %,d products into %s", catalogue.size(), catalogue.index()));
        ObjectNode body = catalogue.indexBody();
        vectors.prepare(body);
        http.put("/" + catalogue.index(), body).ok();
        try (Bulk.Documents products = catalogue.open()) {
            new Bulk(http, catalogue.index()).load(products, done -> console.progress(done, catalogue.size()));
        }
        console.end(vectors.loaded());
    }

    private void load(OpenSearchNode node, SampleShop shop) throws IOException {
        int orders = shop.orders().size();
        console.begin(String.format(Locale.ROOT, "loading %,d orders into %s", orders, ORDERS));
        node.http().put("/" + ORDERS, SampleShop.ordersBody()).ok();
        new Bulk(node.http(), ORDERS).load(shop.orderDocuments(), done -> console.progress(done, orders));
        console.end("");
    }

    private void compare(ShopSearch search, ProductVectors vectors, Catalogue catalogue, List<String> queries)
            throws IOException {
        console.begin("searching, each query before and after");
        console.breakLine();
        Comparison comparison = new Comparison(search, vectors, catalogue.title(), options.window());
        for (String query : queries) {
            comparison.of(query).forEach(console::line);
        }
    }

    private void finish(OpenSearchNode node, Catalogue catalogue, ObjectNode body) throws IOException {
        console.line("");
        if (options.exit()) {
            console.line("Stopping the node. Without --exit it stays up and tells what to try next.");
            return;
        }
        new NextCommands(node.http().base().toString(), catalogue.index(), body)
                .lines()
                .forEach(console::line);
        while (node.isAlive()) {
            sleep();
        }
        throw new NodeFailure("the node died\n" + node.logTail(LOG_LINES));
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(500);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NodeFailure("interrupted", stopped);
        }
    }

    private static NodeFailure withLog(IOException failure, OpenSearchNode node) {
        return new NodeFailure(failure.getMessage() + "\n" + node.logTail(LOG_LINES), failure);
    }

    /** One line for the user; the rest, which is the tail of a log, goes into a file of the build folder. */
    private void report(Exception failure, PrintStream err) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf('\n');
        err.println();
        err.println("quickstart: " + (end < 0 ? message : message.substring(0, end)));
        if (end < 0) {
            return;
        }
        Path log = artifacts.root().resolve("demo/target/quickstart.log");
        try {
            Files.writeString(log, message.substring(end + 1) + "\n");
            err.println("the end of the log: " + log);
        } catch (IOException readOnly) {
            err.println(message.substring(end + 1));
        }
    }
}
