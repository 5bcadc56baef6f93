/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assort.plugin.json.JsonField;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * One of {@code coverage}: draws values of a field into the list.
 *
 * @param field a keyword or numeric field with doc values
 * @param weight what it counts, finite and at least 0
 * @param decay in [0, 1], what a value is worth each further time; not beside a target
 * @param ranges ascending edges by which numbers are sorted, or empty
 * @param target wanted shares by value, with {@link #OTHER} for all that is not named, or null
 * @param targetProfile whether the wanted shares are those of the shopper's own products
 */
public record CoverageClause(
        String field,
        double weight,
        double decay,
        List<Double> ranges,
        @Nullable Map<String, Double> target,
        boolean targetProfile)
        implements Writeable, ToXContentObject {

    /** In a target, everything that is not named. */
    public static final String OTHER = "other";

    /** The most edges of {@code ranges}, and shares of a {@code target}. */
    public static final int MAX_VALUES = 100;

    /** What a coverage counts that was given no weight. */
    public static final double DEFAULT_WEIGHT = 1;

    /** What a value is worth the second time, where nothing is said. */
    public static final double DEFAULT_DECAY = 0.25;

    private static final List<String> FIELDS = List.of("field", "weight", "decay", "ranges", "target");
    private static final String PROFILE = "profile";
    private static final double TOLERANCE = 1e-6;

    /** Checks what does not depend on an index. */
    public CoverageClause {
        if (field == null) {
            throw new IllegalArgumentException("[coverage.field] must name a field, got none");
        }
        ranges = List.copyOf(ranges);
        checkWeight(weight);
        if (!(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException("[coverage.decay] must be in [0, 1], got [" + decay + "]");
        }
        for (int i = 1; i < ranges.size(); i++) {
            if (!(ranges.get(i - 1) < ranges.get(i))) {
                throw new IllegalArgumentException("[coverage.ranges] must ascend, got " + ranges);
            }
        }
        if (target != null) {
            target = Map.copyOf(target);
            checkTarget(target, new FieldSpec(field, ranges));
        }
    }

    private static void checkWeight(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "[coverage.weight] must be a finite number of at least 0, got [" + weight + "]");
        }
    }

    private static void checkTarget(Map<String, Double> target, FieldSpec spec) {
        double sum = 0;
        // In the order of names, so that rounding is the same whatever the order in which they came.
        for (Map.Entry<String, Double> share : new TreeMap<>(target).entrySet()) {
            if (!(share.getValue() >= 0 && share.getValue() <= 1)) {
                throw new IllegalArgumentException("[coverage.target] must have shares in [0, 1], got ["
                        + share.getValue() + "] for [" + share.getKey() + "]");
            }
            boolean known = spec.ranges().isEmpty()
                    || spec.labels().contains(share.getKey())
                    || share.getKey().equals(OTHER);
            if (known == false) {
                throw new IllegalArgumentException("[coverage.target] must name some of the ranges " + spec.labels()
                        + " or [" + OTHER + "], got [" + share.getKey() + "]");
            }
            sum += share.getValue();
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("[coverage.target] must have shares that sum to 1, got [" + sum + "]");
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    CoverageClause(StreamInput in) throws IOException {
        this(
                in.readString(),
                in.readDouble(),
                in.readDouble(),
                in.readList(StreamInput::readDouble),
                in.readBoolean() ? in.readMap(StreamInput::readString, StreamInput::readDouble) : null,
                in.readBoolean());
    }

    static CoverageClause parse(JsonField json) throws IOException {
        Parts parts = new Parts();
        json.object(FIELDS, parts::read);
        return parts.build();
    }

    /** What was read so far. */
    private static final class Parts {

        private String field;
        private double weight = DEFAULT_WEIGHT;
        private Double decay;
        private List<Double> ranges = List.of();
        private Map<String, Double> target;
        private boolean targetProfile;

        private void read(JsonField json) throws IOException {
            switch (json.name()) {
                case "field" -> field = json.text(DiversifyParser.MAX_NAME);
                case "weight" -> weight = json.number();
                case "decay" -> decay = json.number();
                case "ranges" -> ranges = json.doubles(1, MAX_VALUES);
                case "target" -> {
                    targetProfile = json.isText();
                    if (targetProfile) {
                        json.oneOf(List.of(PROFILE));
                    } else {
                        target = json.numbers(1, MAX_VALUES, DiversifyParser.MAX_NAME);
                    }
                }
                default -> throw new AssertionError(json.name());
            }
        }

        private CoverageClause build() {
            if (decay != null && (target != null || targetProfile)) {
                throw new IllegalArgumentException("[coverage.decay] and [coverage.target] must not both be given");
            }
            return new CoverageClause(
                    field, weight, decay == null ? DEFAULT_DECAY : decay, ranges, target, targetProfile);
        }
    }

    /** Returns the field and how its values are counted. */
    public FieldSpec spec() {
        return new FieldSpec(field, ranges);
    }

    /** Returns whether shares are wanted rather than new values. */
    public boolean hasTarget() {
        return target != null || targetProfile;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeString(field);
        out.writeDouble(weight);
        out.writeDouble(decay);
        out.writeCollection(ranges, StreamOutput::writeDouble);
        out.writeBoolean(target != null);
        if (target != null) {
            out.writeMap(target, StreamOutput::writeString, StreamOutput::writeDouble);
        }
        out.writeBoolean(targetProfile);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject().field("field", field).field("weight", weight);
        if (hasTarget() == false) {
            builder.field("decay", decay);
        }
        if (ranges.isEmpty() == false) {
            builder.field("ranges", ranges);
        }
        if (target != null) {
            builder.field("target", new TreeMap<>(target));
        } else if (targetProfile) {
            builder.field("target", PROFILE);
        }
        return builder.endObject();
    }
}
