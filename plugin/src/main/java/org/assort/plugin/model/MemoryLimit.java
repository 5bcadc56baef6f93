/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import org.opensearch.OpenSearchParseException;
import org.opensearch.common.unit.RatioValue;
import org.opensearch.core.common.unit.ByteSizeValue;
import org.opensearch.monitor.os.OsProbe;

/** Reads a bound of native memory: a size, or a share of the memory of the machine or container. */
public final class MemoryLimit {

    private MemoryLimit() {}

    /**
     * Returns the bytes of a text such as {@code 2gb} or {@code 25%}.
     *
     * @throws IllegalArgumentException naming the setting and what is allowed
     */
    public static ByteSizeValue parse(String text, String setting) {
        return parse(text, setting, OsProbe.getInstance().getTotalPhysicalMemorySize());
    }

    /** @param physical memory in bytes; where that is not known, a share of it bounds nothing */
    static ByteSizeValue parse(String text, String setting, long physical) {
        try {
            if (text.endsWith("%")) {
                double share = RatioValue.parseRatioValue(text).getAsRatio();
                return new ByteSizeValue(physical <= 0 ? Long.MAX_VALUE : (long) (share * physical));
            }
            ByteSizeValue size = ByteSizeValue.parseBytesSizeValue(text, setting);
            if (size.getBytes() >= 0) {
                return size;
            }
        } catch (OpenSearchParseException e) {
            throw new IllegalArgumentException(refusal(text, setting), e);
        }
        throw new IllegalArgumentException(refusal(text, setting));
    }

    private static String refusal(String text, String setting) {
        return "[" + setting + "] must be a size such as [2gb] or a share of the physical memory, [0%] to [100%], got ["
                + text + "]";
    }
}
