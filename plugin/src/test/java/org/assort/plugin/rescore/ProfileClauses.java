/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import static org.opensearch.test.OpenSearchTestCase.randomAlphaOfLengthBetween;
import static org.opensearch.test.OpenSearchTestCase.randomBoolean;
import static org.opensearch.test.OpenSearchTestCase.randomDoubleBetween;
import static org.opensearch.test.OpenSearchTestCase.randomIntBetween;
import static org.opensearch.test.OpenSearchTestCase.randomLongBetween;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assort.plugin.rescore.clause.ProfileClause;

/** Random profiles of both forms, and mutations of one field at a time. */
final class ProfileClauses {

    private ProfileClauses() {}

    static ProfileClause random() {
        boolean client = randomBoolean();
        return new ProfileClause(
                client
                        ? List.of()
                        : Stream.generate(ProfileClauses::product)
                                .limit(randomIntBetween(1, 5))
                                .toList(),
                client ? randomAlphaOfLengthBetween(1, 10) : null,
                client && randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : "ubi_events",
                randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : null,
                randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : null,
                randomDoubleBetween(0.1, 400, true));
    }

    private static ProfileClause.Product product() {
        return new ProfileClause.Product(
                randomAlphaOfLengthBetween(1, 10),
                randomDoubleBetween(0.1, 9, true),
                randomBoolean() ? randomLongBetween(0, 4_000_000_000_000L) : null);
    }

    /** Returns the objects of profiles, each of which differs from {@code profile} in one field, for every field. */
    static List<Map<String, Object>> mutations(ProfileClause profile) {
        List<Map<String, Object>> mutations = new ArrayList<>();
        mutations.add(with(profile, "object_field", profile.objectField() + "x"));
        mutations.add(with(profile, "index", profile.index() + "x"));
        mutations.add(with(profile, "half_life_days", profile.halfLifeDays() + 1));
        if (profile.clientId() != null) {
            mutations.add(with(profile, "client_id", profile.clientId() + "x"));
            mutations.add(with(profile, "events_index", profile.eventsIndex() + "x"));
            return mutations;
        }
        ProfileClause.Product first = profile.products().get(0);
        mutations.add(first(profile, new ProfileClause.Product(first.id() + "x", first.weight(), first.time())));
        mutations.add(first(profile, new ProfileClause.Product(first.id(), first.weight() + 1, first.time())));
        Long other = first.time() == null ? Long.valueOf(7) : null;
        mutations.add(first(profile, new ProfileClause.Product(first.id(), first.weight(), other)));
        return mutations;
    }

    private static Map<String, Object> first(ProfileClause profile, ProfileClause.Product product) {
        List<ProfileClause.Product> products = new ArrayList<>(profile.products());
        products.set(0, product);
        return with(
                profile, "products", products.stream().map(ProfileClauses::json).toList());
    }

    private static Map<String, Object> with(ProfileClause profile, String field, Object value) {
        Map<String, Object> json = new HashMap<>();
        if (profile.clientId() == null) {
            json.put(
                    "products",
                    profile.products().stream().map(ProfileClauses::json).toList());
        } else {
            json.put("client_id", profile.clientId());
            json.put("events_index", profile.eventsIndex());
        }
        json.put("object_field", profile.objectField());
        json.put("index", profile.index());
        json.put("half_life_days", profile.halfLifeDays());
        json.put(field, value);
        json.values().removeIf(absent -> absent == null);
        return json;
    }

    private static Map<String, Object> json(ProfileClause.Product product) {
        Map<String, Object> json = new HashMap<>(Map.of("id", product.id(), "weight", product.weight()));
        if (product.time() != null) {
            json.put("time", product.time());
        }
        return json;
    }
}
