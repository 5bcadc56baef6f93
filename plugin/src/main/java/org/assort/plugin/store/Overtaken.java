/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/** Says to who works on a version that others did something to it meanwhile. */
final class Overtaken {

    private Overtaken() {}

    /**
     * Returns the version as it is now.
     *
     * @throws OpenSearchStatusException (409) where it is gone
     */
    static ModelVersion check(Catalogue catalogue, ModelVersion version) {
        StoredModel model = catalogue.models().get(version.id());
        for (ModelVersion now :
                model == null ? new ModelVersion[0] : new ModelVersion[] {model.next(), model.active()}) {
            if (now != null && now.number() == version.number()) {
                return now;
            }
        }
        throw new OpenSearchStatusException(
                "the upload of model [{}], version [{}], was replaced or deleted meanwhile",
                RestStatus.CONFLICT,
                version.id(),
                version.number());
    }

    /**
     * Does nothing while an attempt at a file goes on. Of one that was given up no chunk is there any more, however many were counted.
     *
     * @throws OpenSearchStatusException (409) saying how much of the next attempt is there
     */
    static void checkAttempt(ModelVersion now, ModelVersion version, String file) {
        if (now.attempt(file) != version.attempt(file)) {
            throw new OpenSearchStatusException(
                    "what came of [{}] was thrown away meanwhile: [{}] bytes are there, go on from those",
                    RestStatus.CONFLICT,
                    file,
                    now.received().get(file));
        }
    }
}
