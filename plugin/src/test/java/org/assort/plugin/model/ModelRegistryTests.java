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
        assertThat(models.notYet(id).orElseThrow().getMessage(), containsString(why));
        assertEquals(
                RestStatus.SERVICE_UNAVAILABLE, models.notYet(id).orElseThrow().status());
    }

    public void testBeforeTheStoreIsReadAnythingMayBeThere() {
        assertNotYet("m", "has not read the model store yet, and has no folder of model [m]");
        assertNotYet(null, "has not read the model store yet, and has no folder of a model");
        for (String id : new String[] {"m", null}) {
            OpenSearchStatusException failure =
                    expectThrows(OpenSearchStatusException.class, () -> models.requireRead(id));
            assertEquals(models.notYet(id).orElseThrow().getMessage(), failure.getMessage());
        }
        models.folder("f", ServedModel.loading());
        assertNotYet("f", "model [f] is still loading");
        assertNotYet(null, "model [f] is still loading");
        assertNotYet("m", "has not read the model store yet");
    }

    public void testOnceItIsReadWhatIsNotThereIsNot() {
        models.stored(Map.of("m", onItsWay(ModelState.FETCHING)));
        models.requireRead(randomFrom("m", "other", null));
        assertTrue(models.notYet("other").isEmpty());
        assertNotYet("m", "model [m] is still being fetched");
        assertNotYet(null, "model [m] is still being fetched");
        assertEquals(
                models.notYet("m").orElseThrow().getMessage(),
                expectThrows(OpenSearchStatusException.class, () -> models.ready("m"))
                        .getMessage());
        models.stored(Map.of("m", onItsWay(ModelState.FAILED)));
        assertNotYet("m", "model [m] could not be loaded");
        models.stored(Map.of());
        assertTrue(models.notYet("m").isEmpty());
        assertTrue(models.notYet(null).isEmpty());
        expectThrows(IllegalArgumentException.class, () -> models.ready("m"));
    }
}
