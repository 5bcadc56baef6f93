/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class NodeSettingsTests extends RandomizedTest {

    @Test
    public void aNodeAloneListensOnThisMachineOnly() throws Exception {
        Map<String, String> yml = NodeSettings.onPort(19_200).yml(Path.of("/n"));
        assertEquals("127.0.0.1", yml.get("network.host"));
        assertEquals("127.0.0.1", yml.get("http.host"));
        assertEquals("19200", yml.get("http.port"));
        assertEquals("/n/data", yml.get("path.data"));
        assertEquals("/n/logs", yml.get("path.logs"));
        assertEquals("single-node", yml.get("discovery.type"));
        assertNull(yml.get("discovery.seed_hosts"));
    }

    @Test
    public void aMemberOfAClusterKnowsTheOthers() throws Exception {
        NodeSettings one = NodeSettings.onPort(19_201);
        NodeSettings two = NodeSettings.onPort(19_202);
        List<String> seeds = List.of(one.transportAddress(), two.transportAddress());
        Map<String, String> yml = two.inCluster("pair", seeds, List.of(one.nodeName(), two.nodeName()))
                .yml(Path.of("/n"));
        assertEquals("pair", yml.get("cluster.name"));
        assertEquals("[\"" + seeds.get(0) + "\", \"" + seeds.get(1) + "\"]", yml.get("discovery.seed_hosts"));
        assertEquals("[\"node-19201\", \"node-19202\"]", yml.get("cluster.initial_cluster_manager_nodes"));
        assertNull(yml.get("discovery.type"));
        assertEquals(Integer.toString(two.transportPort()), yml.get("transport.port"));
    }

    @Test
    public void settingsOfTheCallerWin() throws Exception {
        NodeSettings settings = NodeSettings.onPort(19_200)
                .withSetting("assort.enabled", "false")
                .withSetting("cluster.name", "mine")
                .withPlugin(Path.of("first.zip"))
                .withPlugin(Path.of("second.zip"));
        assertEquals("false", settings.yml(Path.of("/n")).get("assort.enabled"));
        assertEquals("mine", settings.yml(Path.of("/n")).get("cluster.name"));
        assertEquals(List.of(Path.of("first.zip"), Path.of("second.zip")), settings.plugins());
    }

    @Test
    public void nonsenseIsRefused() throws Exception {
        NodeSettings settings = NodeSettings.onPort(19_200);
        assertThrows(IllegalArgumentException.class, () -> settings.withHeap("a lot"));
        assertThrows(IllegalArgumentException.class, () -> NodeSettings.onPort(0));
    }
}
