/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Two nodes with a shard each, which load their model when they are asked for it, and one without a model. */
public final class ColdNodesIT extends NodeTestCase {

    private static final String INDEX = "cold";
    private static final String GROUP = "all";
    private static final int WITH_SHARDS = 2;

    private static OpenSearchCluster cluster;

    @BeforeClass
    public static void start() throws IOException {
        List<NodeSettings> members = new ArrayList<>();
        for (int i = 0; i < WITH_SHARDS; i++) {
            members.add(
                    member().withModel(Artifacts.MINI_LM, Project.artifacts().miniLm()));
        }
        members.add(member().withSetting("node.roles", "[]"));
        cluster =
                OpenSearchCluster.run(Project.artifacts().distribution(), "assort-cold", members, SharedNode.PATIENCE);
        new Assort(first()).awaitModels();
        new TextShop(first(), INDEX, new Random(randomLong())).create(2).add(40, GROUP, 4);
        cluster.awaitHealth(cluster.node(0), "green", members.size(), SharedNode.PATIENCE);
    }

    private static NodeSettings member() throws IOException {
        return Project.briefNode()
                .withHeap("512m")
                .withPlugin(Project.artifacts().plugin())
                .withSetting("assort.models.loading", "lazy");
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
        return first()
                .get(Assort.PREFIX + "/models")
                .ok()
                .at("/models/" + Artifacts.MINI_LM + "/nodes")
                .findValuesAsText("state")
                .stream()
                .sorted()
                .toList();
    }

    @Test
    public void nodesLoadTheirModelWhenItIsAskedFor() throws IOException {
        assertEquals(List.of("cold", "cold"), states());
        theFirstSearchWaitsForTheModelOfEachShardsNode();
        assertEquals(List.of("warm", "warm"), states());
        whoHasNoModelHasAnotherEmbed();
        assertEquals(List.of("warm", "warm"), states());
    }

    /** It wants the model for the texts of products alone, on each node for those of its shard. */
    private static void theFirstSearchWaitsForTheModelOfEachShardsNode() throws IOException {
        ObjectNode clause = Http.JSON.createObjectNode().put("model", Artifacts.MINI_LM);
        ArrayNode vector = clause.putArray("query_vector");
        for (int i = 0; i < 384; i++) {
            vector.add(i == 0 ? 1 : 0);
        }
        Http.Response response =
                first().post("/" + INDEX + "/_search", request(json(TextShop.query(GROUP)), 10, 40, clause));
        assertEquals(response.text(), 0, response.ok().at("/_shards/failed").asInt(-1));
        assertEquals(10, Answer.of(response).checked("").hits().size());
    }

    private static void whoHasNoModelHasAnotherEmbed() throws IOException {
        ObjectNode clause = Http.JSON.createObjectNode().put("model", Artifacts.MINI_LM);
        clause.put("query_text", "a lamp for the desk");
        ObjectNode search = request(json(TextShop.query(GROUP)), 10, 40, clause);
        List<String> texts = List.of("a lamp for the desk", "台灯");
        List<float[]> vectors = new Assort(first()).embed(texts);
        List<String> hits =
                Answer.of(first().post("/" + INDEX + "/_search", search)).ids();
        for (OpenSearchNode node :
                cluster.nodes().subList(WITH_SHARDS, cluster.nodes().size())) {
            List<float[]> others = new Assort(node.http()).embed(texts);
            for (int i = 0; i < vectors.size(); i++) {
                assertArrayEquals(texts.get(i), vectors.get(i), others.get(i), 0);
            }
            assertEquals(
                    hits,
                    Answer.of(node.http().post("/" + INDEX + "/_search", search))
                            .ids());
            Http.Response unknown =
                    node.http().post(Assort.PREFIX + "/models/other/_embed", json("{'texts': ['a lamp']}"));
            assertEquals(unknown.text(), 400, unknown.status());
            assertContains("the refusal", unknown.text(), "[model] must be a model of the cluster");
        }
    }
}
