/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import static org.hamcrest.Matchers.containsString;

import java.util.Map;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.test.OpenSearchTestCase;

/** What a node says of the models that it has, will have, and has not. */
public class ModelRegistryTests extends OpenSearchTestCase {

    private final ModelRegistry models = new ModelRegistry();

    private static ServedModel onItsWay(ModelState state) {
        return new ServedModel(state, null, null, null, null);
    }

    private void assertNotYet(String id, String why) {
        assertEquals(Absence.Kind.NOT_YET, models.absence(id).kind());
        assertThat(models.absence(id).why(), containsString(why));
    }

    private void assertUnread(String id, String why) {
        assertEquals(Absence.Kind.STORE_UNREAD, models.absence(id).kind());
        assertThat(models.absence(id).why(), containsString(why));
    }

    public void testBeforeTheStoreIsReadAnythingMayBeThere() {
        assertUnread("m", "has not read the model store yet, and has no folder of model [m]");
        assertUnread(null, "has not read the model store yet, and has no folder of a model");
        for (String id : new String[] {"m", null}) {
            OpenSearchStatusException failure =
                    expectThrows(OpenSearchStatusException.class, () -> models.requireRead(id));
            assertEquals(RestStatus.SERVICE_UNAVAILABLE, failure.status());
            assertEquals(models.absence(id).why(), failure.getMessage());
        }
        models.folder("f", ServedModel.loading());
        assertNotYet("f", "model [f] is still loading");
        assertNotYet(null, "model [f] is still loading");
        assertUnread("m", "has not read the model store yet");
    }

    public void testOnceItIsReadWhatIsNotThereIsNot() {
        models.stored(Map.of("m", onItsWay(ModelState.FETCHING)));
        models.requireRead(randomFrom("m", "other", null));
        assertEquals(Absence.NO_SUCH_MODEL, models.absence("other"));
        assertNotYet("m", "model [m] is still being fetched");
        assertNotYet(null, "model [m] is still being fetched");
        assertEquals(
                models.absence("m").why(),
                expectThrows(OpenSearchStatusException.class, () -> models.ready("m"))
                        .getMessage());
        assertThat(
                expectThrows(IllegalArgumentException.class, () -> models.check("other"))
                        .getMessage(),
                containsString("[model] must be a model of the cluster, as [GET /_plugins/_assort/models] lists them; "
                        + "this node has [m], got [other]"));
        models.stored(Map.of("m", onItsWay(ModelState.FAILED)));
        assertNotYet("m", "model [m] could not be loaded");
        models.stored(Map.of());
        assertEquals(Absence.NO_SUCH_MODEL, models.absence("m"));
        assertEquals(Absence.NO_SUCH_MODEL, models.absence(null));
        // A node that only coordinates has no stored model, though the cluster may have many.
        assertThat(
                expectThrows(IllegalArgumentException.class, () -> models.ready("m"))
                        .getMessage(),
                containsString("[model] must be a model of this node, as [GET /_plugins/_assort/models] lists them; "
                        + "this node has none itself, got [m]"));
    }
}
