/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.assort.plugin.model.NodesReportAction;
import org.assort.plugin.store.SyncAction;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.yaml.YamlXContent;
import org.opensearch.test.OpenSearchTestCase;

/** The file in which the security plugin looks for what the plugin's own subject may do. */
public class AdditionalPermissionsTests extends OpenSearchTestCase {

    public void testNamesTheActionsOfTheOwnSubject() throws IOException {
        try (InputStream file =
                AssortPlugin.class.getClassLoader().getResourceAsStream("plugin-additional-permissions.yml")) {
            assertNotNull(file);
            assertEquals(
                    Map.of("cluster_permissions", List.of(NodesReportAction.NAME, SyncAction.NAME)),
                    XContentHelper.convertToMap(YamlXContent.yamlXContent, file, true));
        }
    }
}
