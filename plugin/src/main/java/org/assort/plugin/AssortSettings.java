/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import java.util.List;
import org.assort.model.DeviceChoice;
import org.assort.plugin.model.Loading;
import org.assort.plugin.model.MemoryLimit;
import org.assort.plugin.rescore.clause.DiversityClause;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.unit.ByteSizeUnit;
import org.opensearch.core.common.unit.ByteSizeValue;

/** The plugin's settings: names, defaults and bounds. */
public final class AssortSettings {

    private static final String DEVICE_KEY = "assort.device";
    private static final String INDEX_PREFIX = "index.assort.diversify.";
    private static final String QUERY_WEIGHT = INDEX_PREFIX + "relevance.query";
    private static final String SEMANTIC_WEIGHT = INDEX_PREFIX + "relevance.semantic";

    /** The kill switch: when false, {@code diversify} leaves every order as it is and says so in a Warning header. */
    public static final Setting<Boolean> ENABLED =
            Setting.boolSetting("assort.enabled", true, Property.NodeScope, Property.Dynamic);

    /** Bound in bytes of the cache of vectors, a share of the heap or a size; 0 keeps nothing. */
    public static final Setting<ByteSizeValue> CACHE_SIZE =
            Setting.memorySizeSetting("assort.cache.size", "5%", Property.NodeScope);

    /** When a node loads its models. */
    public static final Setting<Loading> MODEL_LOADING =
            new Setting<>("assort.models.loading", "eager", Loading::of, Property.NodeScope);

    /** Bound of the native memory of a node's models, a share of the physical memory or a size. */
    public static final Setting<ByteSizeValue> MODEL_MEMORY = new Setting<>(
            "assort.models.memory_limit",
            "25%",
            text -> MemoryLimit.parse(text, "assort.models.memory_limit"),
            Property.NodeScope,
            Property.Dynamic);

    /** For how long nobody must have used a model that goes when its memory is wanted for another. */
    public static final Setting<TimeValue> MODEL_IDLE_TIME = Setting.timeSetting(
            "assort.models.idle_time",
            TimeValue.timeValueSeconds(30),
            TimeValue.ZERO,
            TimeValue.timeValueDays(1),
            Property.NodeScope,
            Property.Dynamic);

    /** How long a request waits for its texts to be embedded, queue included. */
    public static final Setting<TimeValue> EMBED_TIMEOUT = Setting.timeSetting(
            "assort.embed.timeout",
            TimeValue.timeValueSeconds(10),
            TimeValue.timeValueMillis(1),
            TimeValue.timeValueMinutes(10),
            Property.NodeScope,
            Property.Dynamic);

    /**
     * How long a text may wait for those of other requests, to be embedded in one run with them; -1 is as the model's device has
     * it, and 0 on the CPU, where it keeps each request to itself.
     */
    public static final Setting<TimeValue> EMBED_MAX_BATCH_WAIT = Setting.timeSetting(
            "assort.embed.max_batch_wait",
            TimeValue.MINUS_ONE,
            TimeValue.MINUS_ONE,
            TimeValue.timeValueSeconds(1),
            Property.NodeScope,
            Property.Dynamic);

    /** Where this node's models run: {@code auto}, {@code cpu} or {@code cuda:N}. */
    public static final Setting<DeviceChoice> DEVICE =
            new Setting<>(DEVICE_KEY, "auto", value -> DeviceChoice.of(DEVICE_KEY, value), Property.NodeScope);

    /** The most texts that one request has embedded on one shard; other documents follow {@code missing_vector}. */
    public static final Setting<Integer> MAX_EMBEDDINGS =
            Setting.intSetting("assort.rescore.max_embeddings", 200, 0, 1000, Property.NodeScope, Property.Dynamic);

    /** The least {@code min_doc_count} of bundles, so that no answer tells what a single order held. */
    public static final Setting<Integer> MIN_DOC_COUNT_FLOOR =
            Setting.intSetting("assort.bundles.min_doc_count_floor", 3, 1, Property.NodeScope, Property.Dynamic);

    /** The most bytes that the files of one model of the store may have together. */
    public static final Setting<ByteSizeValue> STORE_MAX_MODEL_SIZE = Setting.byteSizeSetting(
            "assort.store.max_model_size",
            new ByteSizeValue(2, ByteSizeUnit.GB),
            new ByteSizeValue(1, ByteSizeUnit.BYTES),
            new ByteSizeValue(64, ByteSizeUnit.GB),
            Property.NodeScope,
            Property.Dynamic);

    /** The most models that the store may have. */
    public static final Setting<Integer> STORE_MAX_MODELS =
            Setting.intSetting("assort.store.max_models", 32, 0, 256, Property.NodeScope, Property.Dynamic);

    /**
     * Bytes of the chunks in which files go into the store; holds for uploads that begin later. What G1 calls humongous, half a
     * megabyte on a small heap, fills that until the parent breaker turns the upload away.
     */
    public static final Setting<ByteSizeValue> STORE_CHUNK_SIZE = Setting.byteSizeSetting(
            "assort.store.chunk_size",
            new ByteSizeValue(256, ByteSizeUnit.KB),
            new ByteSizeValue(64, ByteSizeUnit.KB),
            new ByteSizeValue(32, ByteSizeUnit.MB),
            Property.NodeScope,
            Property.Dynamic);

    /** How often a node looks into the store though nothing told it to. */
    public static final Setting<TimeValue> STORE_INTERVAL = Setting.timeSetting(
            "assort.store.interval",
            TimeValue.timeValueSeconds(30),
            TimeValue.timeValueSeconds(1),
            TimeValue.timeValueHours(1),
            Property.NodeScope);

    /** Folder of the native libraries, one sub-folder a platform; empty means the plugin's own. */
    public static final Setting<String> NATIVE_PATH = Setting.simpleString("assort.native.path", Property.NodeScope);

    /** The model of an index's clauses that name none. */
    public static final Setting<String> INDEX_MODEL = word("model", value -> {});

    /** The {@code vector_field} of an index's clauses that name none. */
    public static final Setting<String> INDEX_VECTOR_FIELD = word("vector_field", value -> {});

    /** The {@code tie_breaker} of an index's clauses that name none. */
    public static final Setting<String> INDEX_TIE_BREAKER = word("tie_breaker", value -> {});

    /** The {@code method} of an index's clauses that name none. */
    public static final Setting<String> INDEX_METHOD = word("method", Method::of);

    /** The {@code diversity} of an index's clauses that have none, for the index's method. */
    public static final Setting<String> INDEX_DIVERSITY = word("diversity", DiversityClause::of);

    /** The {@code missing_vector} of an index's clauses that have none. */
    public static final Setting<String> INDEX_MISSING_VECTOR = word("missing_vector", MissingVector::of);

    /** The {@code text_fields} of an index's clauses that name none. */
    public static final Setting<List<String>> INDEX_TEXT_FIELDS = Setting.listSetting(
            INDEX_PREFIX + "text_fields", List.of(), value -> value, Property.IndexScope, Property.Dynamic);

    /** The {@code relevance.query} of an index's clauses without {@code relevance}. */
    public static final Setting<Double> INDEX_QUERY_WEIGHT = new WeightSetting(QUERY_WEIGHT, SEMANTIC_WEIGHT);

    /** The {@code relevance.semantic} of an index's clauses without {@code relevance}. */
    public static final Setting<Double> INDEX_SEMANTIC_WEIGHT = new WeightSetting(SEMANTIC_WEIGHT, QUERY_WEIGHT);

    private AssortSettings() {}

    private static Setting<String> word(String name, Setting.Validator<String> check) {
        return Setting.simpleString(
                INDEX_PREFIX + name,
                value -> {
                    // The value of a setting that was taken away.
                    if (value.isEmpty() == false) {
                        check.validate(value);
                    }
                },
                Property.IndexScope,
                Property.Dynamic);
    }

    /** Returns all of them, to be registered. */
    static List<Setting<?>> all() {
        return List.of(
                ENABLED,
                CACHE_SIZE,
                MODEL_LOADING,
                MODEL_MEMORY,
                MODEL_IDLE_TIME,
                EMBED_TIMEOUT,
                EMBED_MAX_BATCH_WAIT,
                DEVICE,
                MAX_EMBEDDINGS,
                MIN_DOC_COUNT_FLOOR,
                STORE_MAX_MODEL_SIZE,
                STORE_MAX_MODELS,
                STORE_CHUNK_SIZE,
                STORE_INTERVAL,
                NATIVE_PATH,
                INDEX_MODEL,
                INDEX_VECTOR_FIELD,
                INDEX_TIE_BREAKER,
                INDEX_METHOD,
                INDEX_DIVERSITY,
                INDEX_MISSING_VECTOR,
                INDEX_TEXT_FIELDS,
                INDEX_QUERY_WEIGHT,
                INDEX_SEMANTIC_WEIGHT);
    }
}
