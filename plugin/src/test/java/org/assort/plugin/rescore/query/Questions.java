/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.assort.plugin.AssortServices;
import org.assort.plugin.AssortSettings;
import org.assort.plugin.model.EmbeddingService;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.ServedModel;
import org.assort.plugin.rescore.clause.DiversifyParser;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;

/** Questions, and nodes that they are put to. */
final class Questions {

    private Questions() {}

    /** What a clause asks, with a field's model, which may be null; single quotes stand for double ones. */
    static Question of(String clause, String found, String fieldModel) throws IOException {
        try (XContentParser parser = JsonXContent.jsonXContent.createParser(
                NamedXContentRegistry.EMPTY,
                DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
                clause.replace('\'', '"'))) {
            parser.nextToken();
            return new Question(DiversifyParser.parse(parser), found, fieldModel);
        }
    }

    /** The services of a node that has these models, and embeds nothing. */
    static AssortServices services(ModelRegistry models) {
        return services(models, null);
    }

    /** The services of a node that has these models. */
    static AssortServices services(ModelRegistry models, EmbeddingService embeddings) {
        ClusterSettings dynamic = new ClusterSettings(
                Settings.EMPTY,
                Set.of(AssortSettings.ENABLED, AssortSettings.MAX_EMBEDDINGS, AssortSettings.MIN_DOC_COUNT_FLOOR));
        return new AssortServices(Settings.EMPTY, dynamic, models, embeddings, null, null, null, () -> "node");
    }

    /** The models of a node that has read the store, and has one on its way. */
    static ModelRegistry onItsWay(String id, ModelState state) {
        ModelRegistry models = new ModelRegistry();
        models.stored(Map.of(id, new ServedModel(state, null, null, null, null)));
        return models;
    }

    /** The models of a node that has read the store, and found none. */
    static ModelRegistry none() {
        ModelRegistry models = new ModelRegistry();
        models.stored(Map.of());
        return models;
    }
}
