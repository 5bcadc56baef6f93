/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import org.assort.plugin.json.JsonField;
import org.assort.rescorer.Method;
import org.assort.rescorer.Tradeoff;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/** How a user says what λ is to be: {@code diversity}, or {@code relevance_budget} in its place. */
public sealed interface DiversityClause extends Writeable, ToXContentFragment {

    /** A number: λ in [0, 1], 0 is pure relevance. */
    record Given(double diversity) implements DiversityClause {

        private static final int CODE = 0;

        /** Checks the range. */
        public Given {
            new Tradeoff.Fixed(diversity);
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeVInt(CODE);
            out.writeDouble(diversity);
        }

        @Override
        public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
            return builder.field("diversity", diversity);
        }

        @Override
        public Tradeoff tradeoff(Method method, int field) {
            return new Tradeoff.Fixed(diversity);
        }
    }

    /** {@code "auto"}: as ambiguous as the candidates are. */
    record Auto() implements DiversityClause {

        private static final int CODE = 1;
        private static final String WORD = "auto";

        /** Candidates of middling ambiguity get the method's default. */
        private static final double OVER_DEFAULT = 2;

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeVInt(CODE);
        }

        @Override
        public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
            return builder.field("diversity", WORD);
        }

        @Override
        public Tradeoff tradeoff(Method method, int field) {
            return new Tradeoff.Auto(field, OVER_DEFAULT * byDefault(method));
        }
    }

    /**
     * The share of relevance that may be given up.
     *
     * @param fraction in [0, 1]
     * @param depth how many positions count, at least 1
     */
    record Budget(double fraction, int depth) implements DiversityClause {

        private static final int CODE = 2;

        /** Checks the ranges. */
        public Budget {
            new Tradeoff.Budget(fraction, depth);
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException(
                        "[budget_depth] must be in [1, " + MAX_DEPTH + "], got [" + depth + "]");
            }
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeVInt(CODE);
            out.writeDouble(fraction);
            out.writeVInt(depth);
        }

        @Override
        public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
            return builder.field("relevance_budget", fraction).field("budget_depth", depth);
        }

        @Override
        public Tradeoff tradeoff(Method method, int field) {
            return new Tradeoff.Budget(fraction, depth);
        }
    }

    /** Positions that a budget looks at by default. */
    int DEFAULT_DEPTH = 10;

    /** The most positions that a budget may look at. */
    int MAX_DEPTH = 100;

    /** Where relevance holds on real queries, with coverage and without: docs/evaluation. */
    static double byDefault(Method method) {
        return method == Method.MMR ? 0.1 : 0.05;
    }

    /**
     * Returns what the choice takes.
     *
     * @param field index of the field by which ambiguity is told, or {@link Tradeoff.Auto#VECTORS}
     */
    Tradeoff tradeoff(Method method, int field);

    /** Reads what {@link #writeTo} wrote. */
    static DiversityClause read(StreamInput in) throws IOException {
        int code = in.readVInt();
        return switch (code) {
            case Given.CODE -> new Given(in.readDouble());
            case Auto.CODE -> new Auto();
            case Budget.CODE -> new Budget(in.readDouble(), in.readVInt());
            default -> throw new IOException("unknown kind of diversity [" + code + "]");
        };
    }

    /**
     * Reads {@code diversity} from text: {@code auto} or a number.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static DiversityClause of(String text) {
        if (text.equals(Auto.WORD)) {
            return new Auto();
        }
        try {
            return new Given(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "[diversity] must be a number in [0, 1] or [" + Auto.WORD + "], got [" + text + "]", e);
        }
    }

    /** Reads {@code diversity}. */
    static DiversityClause parse(JsonField json) throws IOException {
        if (json.isText() && json.text(DiversifyParser.MAX_NAME).equals(Auto.WORD)) {
            return new Auto();
        }
        if (json.isNumber() == false) {
            throw json.must("be a number in [0, 1] or [" + Auto.WORD + "]");
        }
        return new Given(json.number());
    }
}
