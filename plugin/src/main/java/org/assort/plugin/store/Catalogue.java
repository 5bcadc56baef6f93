/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.opensearch.common.Nullable;

/**
 * All that the store says of its models; it is kept in one document, so that whatever happens has happened or has not.
 *
 * @param lastNumber the greatest number that a version ever had
 * @param models by name
 * @param garbage versions that are gone, and whose chunks may still be there
 */
record Catalogue(long lastNumber, SortedMap<String, StoredModel> models, List<ModelVersion> garbage) {

    /** That of a store without models. */
    static final Catalogue EMPTY = new Catalogue(0, new TreeMap<>(), List.of());

    Catalogue {
        models = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(models));
        garbage = List.copyOf(garbage);
    }

    /** Begins a version; what was being uploaded before it is gone. */
    Catalogue begin(ModelVersion version) {
        StoredModel before = models.get(version.id());
        Catalogue counted = new Catalogue(version.number(), models, garbage);
        return before == null
                ? counted.with(version.id(), new StoredModel(null, version))
                : counted.discard(before.next()).with(version.id(), before.withNext(version));
    }

    /** The same with a model changed. */
    Catalogue with(String id, StoredModel model) {
        SortedMap<String, StoredModel> changed = new TreeMap<>(models);
        changed.put(id, model);
        return new Catalogue(lastNumber, changed, garbage);
    }

    /** Takes a complete version: it is active at once where there was none, as then nothing is served that it could break. */
    Catalogue complete(ModelVersion version) {
        StoredModel before = models.get(version.id());
        ModelVersion complete = version.completed();
        return with(
                version.id(), before.active() == null ? new StoredModel(complete, null) : before.withNext(complete));
    }

    /** Makes the next version of a model the active one. */
    Catalogue activate(String id) {
        StoredModel before = models.get(id);
        return discard(before.active()).with(id, new StoredModel(before.next(), null));
    }

    /** The same without a model. */
    Catalogue without(String id) {
        SortedMap<String, StoredModel> changed = new TreeMap<>(models);
        StoredModel gone = changed.remove(id);
        return new Catalogue(lastNumber, changed, garbage)
                .discard(gone.active())
                .discard(gone.next());
    }

    /** The same when the chunks of a version are deleted. */
    Catalogue swept(ModelVersion version) {
        List<ModelVersion> left = new ArrayList<>(garbage);
        left.removeIf(other -> other.number() == version.number());
        return new Catalogue(lastNumber, models, left);
    }

    private Catalogue discard(@Nullable ModelVersion version) {
        if (version == null) {
            return this;
        }
        List<ModelVersion> more = new ArrayList<>(garbage);
        more.add(version);
        return new Catalogue(lastNumber, models, more);
    }

    /** Returns the version of that number which is being uploaded to a model or waits there, or null. */
    @Nullable
    ModelVersion next(String id) {
        StoredModel model = models.get(id);
        return model == null ? null : model.next();
    }
}
