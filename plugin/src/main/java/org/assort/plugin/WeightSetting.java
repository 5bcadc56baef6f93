/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import java.util.Set;
import org.opensearch.common.settings.Setting;

/**
 * One of the two weights that an index gives to the signals of relevance. Each may be 0, but not both: nothing would be left to
 * order by. An update names what it changes alone, so core asks for the other weight where it knows the index as a whole.
 */
final class WeightSetting extends Setting<Double> {

    private static final double MOST = Float.MAX_VALUE;

    private final Setting<Double> other;

    /**
     * @param key of this weight
     * @param other key of the other one
     */
    WeightSetting(String key, String other) {
        super(key, "0", text -> weight(key, text), Property.IndexScope, Property.Dynamic);
        // Where the other is not set it is 0, which is right next to a weight that is not: then nobody asks.
        this.other = new Setting<>(other, this, text -> weight(other, text), Property.IndexScope, Property.Dynamic);
    }

    private static double weight(String key, String text) {
        double weight;
        try {
            weight = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused(key, text, e);
        }
        if (!(weight >= 0 && weight <= MOST)) {
            throw refused(key, text, null);
        }
        return weight;
    }

    private static IllegalArgumentException refused(String key, String text, Throwable cause) {
        return new IllegalArgumentException(
                "[" + key + "] must be a number in [0, " + MOST + "], got [" + text + "]", cause);
    }

    @Override
    public Set<SettingDependency> getSettingsDependencies(String key) {
        return Set.of(new SettingDependency() {
            @Override
            public Setting<Double> getSetting() {
                return other;
            }

            @Override
            public void validate(String name, Object value, Object otherValue) {
                if ((Double) value == 0 && (Double) otherValue == 0) {
                    throw new IllegalArgumentException("[" + name + "] must be above 0 where [" + other.getKey()
                            + "] is 0 or not set, got [" + value + "]");
                }
            }
        });
    }
}
