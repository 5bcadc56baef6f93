/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assort.plugin.rescore.clause.ProfileClause;
import org.assort.plugin.search.OwnSearch;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.Strings;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.FieldSortBuilder;
import org.opensearch.search.sort.SortOrder;
import org.opensearch.transport.client.Client;

/**
 * Reads what a client did from an index of events in the layout of User Behavior Insights, as the caller: the newest events
 * that say something of a product.
 */
public final class EventReader {

    /** The most events. */
    static final int MAX_EVENTS = 1000;

    /** The longest name of a product; no {@code _id} is longer. */
    private static final int MAX_ID = 512;

    /** Beyond it a time is in nanoseconds, as date_nanos are sorted by. */
    private static final long MOST_MILLIS = 1L << 53;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final double VIEWED = 1;
    private static final double IN_BASKET = 3;
    private static final double BOUGHT = 5;

    /** What actions count. What is only shown, or pointed at, says nothing of what the shopper likes. */
    private static final Map<String, Double> WEIGHTS = Map.ofEntries(
            Map.entry("click", VIEWED),
            Map.entry("item_click", VIEWED),
            Map.entry("product_click", VIEWED),
            Map.entry("view", VIEWED),
            Map.entry("view_item", VIEWED),
            Map.entry("item_view", VIEWED),
            Map.entry("view_product", VIEWED),
            Map.entry("product_view", VIEWED),
            Map.entry("add_to_cart", IN_BASKET),
            Map.entry("add_to_basket", IN_BASKET),
            Map.entry("purchase", BOUGHT),
            Map.entry("buy", BOUGHT),
            Map.entry("checkout", BOUGHT));

    private static final String ACTION = "action_name";
    private static final String CLIENT = "client_id";
    private static final String TIME = "timestamp";
    private static final String OBJECT = "event_attributes.object.object_id";

    private final Client client;
    private final ProfileClause profile;
    private final TaskId parent;
    private final Function<SearchRequest, List<Settings>> indices;

    /**
     * @param client searches as the caller
     * @param profile names a client
     * @param parent the search's task, which takes this search with it
     * @param indices the settings of the indices that a search asks
     */
    public EventReader(
            Client client, ProfileClause profile, TaskId parent, Function<SearchRequest, List<Settings>> indices) {
        this.client = client;
        this.profile = profile;
        this.parent = parent;
        this.indices = indices;
    }

    /** Reads without holding the caller's thread. */
    void read(ActionListener<List<ProfileClause.Product>> listener) {
        SearchSourceBuilder source = new SearchSourceBuilder()
                .query(query())
                // An index that has no events yet maps nothing.
                .sort(new FieldSortBuilder(TIME).order(SortOrder.DESC).unmappedType("long"))
                .trackTotalHits(false)
                .fetchSource(new String[] {ACTION, CLIENT, TIME, OBJECT}, null);
        SearchRequest request = new SearchRequest(Strings.splitStringByCommaToArray(profile.eventsIndex()), source);
        source.size(most(request));
        OwnSearch.run(client, request, parent, ActionListener.map(listener, this::products));
    }

    /** Returns how many events are read: as many as each of the indices gives at a time. */
    private int most(SearchRequest request) {
        return indices.apply(request).stream()
                .mapToInt(IndexSettings.MAX_RESULT_WINDOW_SETTING::get)
                .reduce(MAX_EVENTS, Math::min);
    }

    private QueryBuilder query() {
        return QueryBuilders.boolQuery()
                .filter(either(CLIENT, List.of(profile.clientId())))
                .filter(either(ACTION, WEIGHTS.keySet().stream().sorted().toList()));
    }

    // Where nobody has mapped the events, strings are text and have a keyword below them.
    private static BoolQueryBuilder either(String field, List<String> values) {
        return QueryBuilders.boolQuery()
                .should(QueryBuilders.termsQuery(field, values))
                .should(QueryBuilders.termsQuery(field + ".keyword", values))
                .minimumShouldMatch(1);
    }

    private List<ProfileClause.Product> products(SearchResponse response) {
        List<ProfileClause.Product> products = new ArrayList<>();
        for (SearchHit hit : response.getHits().getHits()) {
            Map<String, Object> event = hit.getSourceAsMap();
            Double weight = event == null ? null : WEIGHTS.get(String.valueOf(event.get(ACTION)));
            // A text field finds other clients' events as well.
            if (weight == null || profile.clientId().equals(String.valueOf(event.get(CLIENT))) == false) {
                continue;
            }
            Object id = XContentMapValues.extractValue(OBJECT, event);
            if (id instanceof String || id instanceof Number) {
                String name = id.toString();
                if (name.isEmpty() == false && name.length() <= MAX_ID) {
                    products.add(new ProfileClause.Product(name, weight, millis(hit, event.get(TIME))));
                }
            }
        }
        return products;
    }

    /** Returns a time as the index understands it, else as it is written, or null where there is none that can be read. */
    private static Long millis(SearchHit hit, Object time) {
        // Where there is no time, the least number stands for it.
        if (hit.getSortValues().length > 0 && hit.getSortValues()[0] instanceof Long sorted && sorted > 0) {
            return sorted > MOST_MILLIS ? sorted / NANOS_PER_MILLI : sorted;
        }
        return millis(time);
    }

    private static Long millis(Object time) {
        if (time instanceof Number number) {
            return number.longValue();
        }
        if (time == null) {
            return null;
        }
        String text = time.toString();
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text).toEpochMilli()
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
