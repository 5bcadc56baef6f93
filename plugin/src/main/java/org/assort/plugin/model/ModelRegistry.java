/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortPlugin;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.Nullable;

/**
 * The models of this node, those of its folders and those of the store; a folder comes before a stored model of its name. Who
 * loads them puts them here. Safe for use by several threads, none of which ever waits.
 */
public final class ModelRegistry {

    private final SortedMap<String, ServedModel> folders = new TreeMap<>();
    private Map<String, ServedModel> stored = Map.of();
    private volatile SortedMap<String, ServedModel> models = new TreeMap<>();

    /** Until the store was read once, what this node does not know may be there all the same. */
    private volatile boolean storeRead;

    /** Takes a model of a folder, or how it stands with one. */
    synchronized void folder(String id, ServedModel model) {
        folders.put(id, model);
        merge();
    }

    /** Closes the models of folders. */
    synchronized void closeFolders() {
        for (ServedModel model : folders.values()) {
            if (model.embedder() != null) {
                model.embedder().close();
            }
        }
        folders.clear();
        merge();
    }

    /** Takes all models that the store has for this node, or how it stands with them. */
    public synchronized void stored(Map<String, ServedModel> all) {
        stored = Map.copyOf(all);
        merge();
        // Last, and read first: who sees it sees the models.
        storeRead = true;
    }

    private void merge() {
        SortedMap<String, ServedModel> merged = new TreeMap<>(stored);
        merged.putAll(folders);
        models = merged;
    }

    /**
     * Returns the model of that name, which is loaded, or is when it is asked to embed.
     *
     * @throws IllegalArgumentException when this node has no such model
     * @throws OpenSearchStatusException (503) when it is not there yet, or could not be loaded
     */
    public TextEmbedder ready(String id) {
        ServedModel model = models.get(id);
        if (model == null) {
            throw unknown(id, "this node");
        }
        Absence absence = absence(id, model);
        if (absence != null) {
            throw absence.failure();
        }
        return model.embedder();
    }

    /** Why a model cannot embed, or null where it can. */
    private static Absence absence(String id, ServedModel model) {
        if (model.state() == ModelState.FAILED) {
            return Absence.notYet(ModelMemory.notLoaded(id).getMessage());
        }
        if (model.embedder() != null) {
            return null;
        }
        boolean loading = model.preparation() == ModelState.LOADING;
        return Absence.notYet("model [" + id + "] is still " + (loading ? "loading on" : "being fetched by")
                + " this node, try again in a moment");
    }

    /** Returns why this node does not serve that model or, for null, any; means nothing where it {@linkplain #serves does}. */
    public Absence absence(@Nullable String id) {
        boolean read = storeRead;
        SortedMap<String, ServedModel> now = models;
        String known = id != null ? id : now.isEmpty() ? null : now.firstKey();
        if (known != null && now.containsKey(known)) {
            Absence absence = absence(known, now.get(known));
            return absence == null ? Absence.NO_SUCH_MODEL : absence;
        }
        return read ? Absence.NO_SUCH_MODEL : Absence.unread(id);
    }

    /**
     * Does nothing once this node has read the store; until then it may have models that it does not know.
     *
     * @param id of the model that is looked for, or null for any
     * @throws OpenSearchStatusException (503) when it has not
     */
    public void requireRead(@Nullable String id) {
        if (storeRead == false) {
            throw Absence.unread(id).failure();
        }
    }

    /**
     * Does nothing when this node has a model of that name, loaded or not; for who would have had another node's too.
     *
     * @throws IllegalArgumentException (400) naming those that it has, and where to find those of others
     */
    public void check(String id) {
        if (models.containsKey(id) == false) {
            throw unknown(id, "the cluster");
        }
    }

    private RuntimeException unknown(String id, String where) {
        if (storeRead == false) {
            return Absence.unread(id).failure();
        }
        return new IllegalArgumentException(
                "[model] must be a model of " + where + ", " + known() + ", got [" + id + "]");
    }

    /** Returns in words which models there are. A node that only coordinates has none, and others have theirs all the same. */
    public String known() {
        List<String> ids = ids();
        return "as [GET " + AssortPlugin.REST_PREFIX + "/models] lists them; this node has "
                + (ids.isEmpty() ? "none itself" : ids);
    }

    /** Returns whether this node can embed by that model or, for null, by any; while it cannot yet, another node may. */
    public boolean serves(@Nullable String id) {
        return id == null
                ? models.values().stream().anyMatch(ModelRegistry::serves)
                : models.containsKey(id) && serves(models.get(id));
    }

    private static boolean serves(ServedModel model) {
        return model.embedder() != null && model.state() != ModelState.FAILED;
    }

    /** Returns the name of the node's only model, or nothing when it has none or several. */
    public Optional<String> only() {
        List<String> ids = ids();
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    /** Returns the names of the node's models, in order. */
    public List<String> ids() {
        return List.copyOf(models.keySet());
    }

    /** Returns what stands with each model, in the order of their names. */
    public List<ModelStatus> status() {
        List<ModelStatus> all = new ArrayList<>();
        models.forEach((id, model) -> all.add(model.status(id)));
        return all;
    }
}
