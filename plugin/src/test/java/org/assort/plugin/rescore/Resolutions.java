/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import static org.opensearch.test.OpenSearchTestCase.randomAlphaOfLengthBetween;
import static org.opensearch.test.OpenSearchTestCase.randomBoolean;
import static org.opensearch.test.OpenSearchTestCase.randomByteArrayOfLength;
import static org.opensearch.test.OpenSearchTestCase.randomDoubleBetween;
import static org.opensearch.test.OpenSearchTestCase.randomFrom;
import static org.opensearch.test.OpenSearchTestCase.randomIntBetween;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assort.plugin.rescore.profile.ShopperProfile;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;

/** Random resolutions, with every field set or absent, and mutations of one field at a time. */
final class Resolutions {

    private Resolutions() {}

    static Resolution random() {
        return new Resolution(
                randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : null,
                randomBoolean() ? randomByteArrayOfLength(randomIntBetween(1, 20)) : null,
                randomDoubleBetween(-1, 1, false),
                randomFrom(QuerySource.values()),
                randomBoolean() ? profile() : null);
    }

    private static ShopperProfile profile() {
        int dimension = randomIntBetween(1, 20);
        return new ShopperProfile(
                Stream.generate(() -> randomByteArrayOfLength(dimension))
                        .limit(randomIntBetween(0, 5))
                        .toArray(byte[][]::new),
                Stream.generate(() -> randomBoolean() ? Map.<String, Double>of() : Map.of("a", 0.25, "b", 0.75))
                        .limit(randomIntBetween(0, 3))
                        .toList(),
                randomIntBetween(0, 200),
                randomIntBetween(0, 200),
                randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : null);
    }

    /** Returns resolutions that differ from {@code r} in one field each, for every field. */
    static List<Resolution> mutations(Resolution r) {
        List<Resolution> mutations = new ArrayList<>();
        byte[] codes = r.queryCodes() == null ? new byte[] {1} : null;
        QuerySource source = r.source() == QuerySource.QUERY ? QuerySource.NO_TEXT : QuerySource.QUERY;
        mutations.add(new Resolution(r.model() + "x", r.queryCodes(), r.cosineFloor(), r.source(), r.profile()));
        mutations.add(new Resolution(r.model(), codes, r.cosineFloor(), r.source(), r.profile()));
        mutations.add(new Resolution(r.model(), r.queryCodes(), 2, r.source(), r.profile()));
        mutations.add(new Resolution(r.model(), r.queryCodes(), r.cosineFloor(), source, r.profile()));
        if (r.profile() == null) {
            mutations.add(r.with(profile()));
            return mutations;
        }
        ShopperProfile p = r.profile();
        List<Map<String, Double>> shares = new ArrayList<>(p.shares());
        shares.add(Map.of());
        byte[][] interests = p.interests().length == 0 ? new byte[1][1] : new byte[0][];
        mutations.add(r.with(null));
        mutations.add(r.with(new ShopperProfile(interests, p.shares(), p.products(), p.unknown(), p.reason())));
        mutations.add(r.with(new ShopperProfile(p.interests(), shares, p.products(), p.unknown(), p.reason())));
        mutations.add(r.with(new ShopperProfile(p.interests(), p.shares(), p.products() + 1, p.unknown(), p.reason())));
        mutations.add(r.with(new ShopperProfile(p.interests(), p.shares(), p.products(), p.unknown() + 1, p.reason())));
        mutations.add(
                r.with(new ShopperProfile(p.interests(), p.shares(), p.products(), p.unknown(), p.reason() + "x")));
        return mutations;
    }
}
