/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.demo.node.OpenSearchCluster;

/**
 * Nodes killed while a model is uploaded, activated or deleted: afterwards the store is before or after that, never between, and
 * the model answers on every node that lives.
 */
final class StoreSoak implements SoakTask {

    private static final int NODES = 3;
    private static final int MOMENTS = 50;
    private static final int SHOWN = 5;

    /** Each third time the model is deleted, if it is there. */
    private static final int DELETES = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String about() {
        return "kill -9 of a node at 50 random moments of uploads, activations and deletes of a model";
    }

    @Override
    public void run(Workplace workplace, Random random, Figures figures) throws Exception {
        Path folder = Files.createTempDirectory("assort-store-soak");
        figures.step("starting three nodes");
        try (OpenSearchCluster cluster = workplace.empty(NODES)) {
            List<StoreModel> models = models(workplace, folder, cluster);
            List<String> flaws = new ArrayList<>();
            StoreKill kill = new StoreKill(cluster, models, random, PATIENCE);
            for (int moment = 1; moment <= MOMENTS; moment++) {
                boolean delete = kill.isThere() && random.nextInt(DELETES) == 0;
                figures.step("moment " + moment + ": " + kill.at(delete, flaws));
            }
            flaws.stream().limit(SHOWN).forEach(figures::step);
            figures.info("moments", Integer.toString(MOMENTS));
            figures.info("answers", Integer.toString(kill.answers()));
            figures.atMost("between", 0, flaws.size());
            figures.atMost("left_over", 0, kill.leftOver());
        } finally {
            Trees.delete(folder);
        }
    }

    /** Two that give a query other vectors, so that an answer tells which of them it is from. */
    private static List<StoreModel> models(Workplace workplace, Path folder, OpenSearchCluster cluster)
            throws IOException {
        List<StoreModel> models = new ArrayList<>();
        for (String prefix : List.of("", "query: ")) {
            Path model = Files.createDirectory(folder.resolve("model-" + models.size()));
            new Artifacts(workplace.root()).miniLm().writeTo(model);
            Path manifest = model.resolve("model.json");
            ObjectNode json = (ObjectNode) Http.JSON.readTree(manifest.toFile());
            Files.writeString(manifest, json.put("query_prefix", prefix).toString());
            StoreClient store = new StoreClient(cluster.node(0).http());
            store.upload(StoreKill.MODEL, model, "?replace=true");
            store.awaitWarm(StoreKill.MODEL, NODES, 0);
            models.add(new StoreModel(
                    model, prefix, StoreKill.ask(cluster.node(0).http()).orElseThrow()));
        }
        return models;
    }
}
