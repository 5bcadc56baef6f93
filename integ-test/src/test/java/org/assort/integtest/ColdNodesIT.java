/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchCluster;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Two nodes with a shard each, which load their model when they are asked for it. */
public final class ColdNodesIT extends NodeTestCase {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String INDEX = "cold";
    private static final String GROUP = "all";

    private static OpenSearchCluster cluster;

    @BeforeClass
    public static void start() throws IOException {
        List<NodeSettings> members = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            members.add(Project.briefNode()
                    .withHeap("512m")
                    .withPlugin(Project.artifacts().plugin())
                    .withSetting("assort.models.loading", "lazy")
                    .withModel(Artifacts.MINI_LM, Project.artifacts().miniLm()));
        }
        cluster = OpenSearchCluster.run(Project.artifacts().distribution(), "assort-cold", members, PATIENCE);
        new Assort(first()).awaitModels();
        new TextShop(first(), INDEX, new Random(randomLong())).create(2).add(40, GROUP, 4);
        cluster.awaitHealth(cluster.node(0), "green", 2, PATIENCE);
    }

    @AfterClass
    public static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    private static Http first() {
        return cluster.node(0).http();
    }

    private static List<String> states() throws IOException {
        return first().get(Assort.PREFIX + "/models")
                .ok()
                .at("/models/" + Artifacts.MINI_LM + "/nodes")
                .findValuesAsText("state");
    }

    /** It wants the model for the texts of products alone, on each node for those of its shard. */
    @Test
    public void theFirstSearchWaitsForTheModelOfEachShardsNode() throws IOException {
        assertEquals(Collections.nCopies(2, "cold"), states());
        ObjectNode clause = Http.JSON.createObjectNode().put("model", Artifacts.MINI_LM);
        ArrayNode vector = clause.putArray("query_vector");
        for (int i = 0; i < 384; i++) {
            vector.add(i == 0 ? 1 : 0);
        }
        Http.Response response =
                first().post("/" + INDEX + "/_search", request(json(TextShop.query(GROUP)), 10, 40, clause));
        assertEquals(response.text(), 0, response.ok().at("/_shards/failed").asInt(-1));
        assertEquals(10, Answer.of(response).checked("").hits().size());
        assertEquals(Collections.nCopies(2, "warm"), states());
    }
}
