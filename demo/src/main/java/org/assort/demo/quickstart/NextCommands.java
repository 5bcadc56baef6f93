/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What to try while the node is up.
 *
 * @param base the node's address
 * @param body a search with the clause
 */
record NextCommands(String base, String index, ObjectNode body) {

    List<String> lines() {
        String inShell = body.toString().replace("'", "'\\''");
        return List.of(
                "The node is up at " + base + ". In another terminal:",
                "",
                "  curl -s '" + base + "/" + index + "/_search?pretty' -H 'Content-Type: application/json' -d '"
                        + inShell + "'",
                "  curl -s '" + base + "/" + index + "?pretty'",
                "  curl -s '" + base + "/_plugins/_assort/models?pretty'",
                "  curl -s '" + base + "/_plugins/_assort/stats?pretty'",
                "  curl -s '" + base + "/_cat/indices?v'",
                "",
                "or in Dev Tools of OpenSearch Dashboards (try another diversity, 0 to 1, or \"method\": \"dpp\"):",
                "",
                "POST " + index + "/_search",
                body.toPrettyString(),
                "",
                "Ctrl-C stops the node and deletes its folder.");
    }
}
