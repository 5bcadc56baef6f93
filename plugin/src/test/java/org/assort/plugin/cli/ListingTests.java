/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.util.List;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.test.OpenSearchTestCase;

/** What {@code model list} makes of the nodes' answer. */
public class ListingTests extends OpenSearchTestCase {

    private static List<String> listing(String answer) {
        return Listing.of(XContentHelper.convertToMap(JsonXContent.jsonXContent, answer.replace('\'', '"'), true));
    }

    public void testWhereEachModelStands() {
        assertEquals(
                List.of(
                        "baked",
                        "  a: failed, from the folder, no room",
                        "mini, version 3 active",
                        "  a: warm, from the store, version 3",
                        "  b: fetching, from the store, version 3"),
                listing("""
                        {'models': {
                          'baked': {'nodes': {'1': {'name': 'a', 'state': 'failed', 'reason': 'no room', 'source': 'folder'}}},
                          'mini': {
                            'store': {'active': {'version': 3, 'state': 'active'}},
                            'nodes': {
                              '1': {'name': 'a', 'state': 'warm', 'source': 'store', 'version': 3},
                              '2': {'name': 'b', 'state': 'fetching', 'source': 'store', 'version': 3}}}}}
                        """));
    }

    public void testWhyTheNextVersionDoesNotCome() {
        assertEquals(
                List.of(
                        "mini, version 3 active, version 14 preparing",
                        "  version 14 is held back by field [v] of index [i] and ingest pipeline [p]",
                        "  a: warm, from the store, version 3",
                        "    next: version 14 failed, it needs [9] bytes",
                        "  b: warm, from the store, version 3",
                        "    next: version 14 warm"),
                listing("""
                        {'models': {'mini': {
                          'store': {
                            'active': {'version': 3, 'state': 'active'},
                            'next': {'version': 14, 'state': 'preparing',
                              'held_back_by': ['field [v] of index [i]', 'ingest pipeline [p]']}},
                          'nodes': {
                            '1': {'name': 'a', 'state': 'warm', 'source': 'store', 'version': 3,
                              'next': {'version': 14, 'state': 'failed', 'reason': 'it needs [9] bytes'}},
                            '2': {'name': 'b', 'state': 'warm', 'source': 'store', 'version': 3,
                              'next': {'version': 14, 'state': 'warm'}}}}}}
                        """));
    }

    public void testWhatCouldNotBeAsked() {
        assertEquals(List.of("there is no model"), listing("{'_nodes': {'failed': 0}, 'models': {}}"));
        assertEquals(
                List.of("the store cannot be read: no shard", "1 node does not answer"),
                listing("{'_nodes': {'failed': 1}, 'store_error': {'type': 't', 'reason': 'no shard'}, 'models': {}}"));
        assertEquals(List.of("2 nodes do not answer"), listing("{'_nodes': {'failed': 2}, 'models': {}}"));
    }
}
