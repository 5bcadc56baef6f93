/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assort.rescorer.Candidates;
import org.assort.rescorer.Choice;
import org.assort.rescorer.ListMeasures;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * How the first positions of the chosen list differ from those by first-pass score.
 *
 * @param depth how many positions were compared
 * @param before measures of the first-pass order
 * @param after measures of the chosen order
 * @param relevanceGivenUp share of the discounted relevance of the relevance order, in [0, 1]
 * @param entered how many of the products come from below {@code depth}
 * @param fields how the values of the clause's fields are spread
 */
record ListReport(
        int depth,
        ListMeasures before,
        ListMeasures after,
        double relevanceGivenUp,
        int entered,
        List<FieldShares> fields)
        implements Writeable, ToXContentFragment {

    /** The first page as a rule, whatever page is asked for. */
    static final int DEPTH = 10;

    ListReport(StreamInput in) throws IOException {
        this(
                in.readVInt(),
                readMeasures(in),
                readMeasures(in),
                in.readDouble(),
                in.readVInt(),
                in.readList(FieldShares::new));
    }

    private static ListMeasures readMeasures(StreamInput in) throws IOException {
        return new ListMeasures(in.readDouble(), in.readDouble(), in.readDouble());
    }

    /** Compares a choice, at least {@link #DEPTH} positions or all of which were chosen, with the order before. */
    static ListReport of(Candidates candidates, Choice choice, MergedFields merged) {
        int depth = Math.min(DEPTH, candidates.size());
        double[] relevance = choice.relevance();
        int[] firstPass = IntStream.range(0, candidates.size()).toArray();
        ListMeasures before = ListMeasures.of(firstPass, depth, candidates.vectors(), relevance);
        ListMeasures after = ListMeasures.of(choice.order(), depth, candidates.vectors(), relevance);
        int[] byRelevance = Arrays.stream(firstPass)
                .boxed()
                .sorted((i, j) -> Double.compare(relevance[j], relevance[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double best = ListMeasures.of(byRelevance, depth, candidates.vectors(), relevance)
                .discountedRelevance();
        double givenUp = best == 0 ? 0 : Math.max(0, 1 - after.discountedRelevance() / best);
        Set<Integer> first = new HashSet<>();
        Arrays.stream(firstPass, 0, depth).forEach(first::add);
        int entered = (int) Arrays.stream(choice.order(), 0, depth)
                .filter(candidate -> first.contains(candidate) == false)
                .count();
        List<FieldShares> fields = merged.all().stream()
                .map(field -> FieldShares.of(field, firstPass, choice.order(), depth))
                .toList();
        return new ListReport(depth, before, after, givenUp, entered, fields);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVInt(depth);
        write(before, out);
        write(after, out);
        out.writeDouble(relevanceGivenUp);
        out.writeVInt(entered);
        out.writeList(fields);
    }

    private static void write(ListMeasures measures, StreamOutput out) throws IOException {
        out.writeDouble(measures.intraListDistance());
        out.writeDouble(measures.nearestPairDistance());
        out.writeDouble(measures.discountedRelevance());
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject("list").field("depth", depth).field("entered", entered);
        builder.field("relevance_given_up", relevanceGivenUp);
        pair(builder, "intra_list_distance", before.intraListDistance(), after.intraListDistance());
        pair(builder, "nearest_pair_distance", before.nearestPairDistance(), after.nearestPairDistance());
        if (fields.isEmpty() == false) {
            builder.field("fields", fields);
        }
        return builder.endObject();
    }

    // A list without two vectors has no distance.
    private static void pair(XContentBuilder builder, String name, double before, double after) throws IOException {
        builder.startObject(name);
        builder.field("before", Double.isNaN(before) ? null : before);
        builder.field("after", Double.isNaN(after) ? null : after);
        builder.endObject();
    }
}
