/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import java.util.List;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.unit.ByteSizeValue;

/** The plugin's settings: names, defaults and bounds. */
public final class AssortSettings {

    /** The kill switch: when false, {@code diversify} leaves every order as it is and says so in a Warning header. */
    public static final Setting<Boolean> ENABLED =
            Setting.boolSetting("assort.enabled", true, Property.NodeScope, Property.Dynamic);

    /** Bound in bytes of the cache of vectors, a share of the heap or a size; 0 keeps nothing. */
    public static final Setting<ByteSizeValue> CACHE_SIZE =
            Setting.memorySizeSetting("assort.cache.size", "5%", Property.NodeScope);

    /** How long a request waits for its texts to be embedded, queue included. */
    public static final Setting<TimeValue> EMBED_TIMEOUT = Setting.timeSetting(
            "assort.embed.timeout",
            TimeValue.timeValueSeconds(10),
            TimeValue.timeValueMillis(1),
            TimeValue.timeValueMinutes(10),
            Property.NodeScope,
            Property.Dynamic);

    /** The most texts that one request has embedded on one shard; other documents follow {@code missing_vector}. */
    public static final Setting<Integer> MAX_EMBEDDINGS =
            Setting.intSetting("assort.rescore.max_embeddings", 200, 0, 1000, Property.NodeScope, Property.Dynamic);

    /** Folder of the native libraries, one sub-folder a platform; empty means the plugin's own. */
    public static final Setting<String> NATIVE_PATH = Setting.simpleString("assort.native.path", Property.NodeScope);

    private AssortSettings() {}

    /** Returns all of them, to be registered. */
    static List<Setting<?>> all() {
        return List.of(ENABLED, CACHE_SIZE, EMBED_TIMEOUT, MAX_EMBEDDINGS, NATIVE_PATH);
    }
}
