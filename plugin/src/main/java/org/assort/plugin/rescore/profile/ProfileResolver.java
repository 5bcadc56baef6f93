/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.assort.plugin.rescore.clause.CoverageClause;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.FieldSpec;
import org.assort.plugin.rescore.clause.PinClause;
import org.assort.plugin.rescore.clause.ProfileClause;
import org.assort.rescorer.Interests;
import org.opensearch.core.action.ActionListener;

/** Finds a shopper's profile: what the shopper did, the products of that, their interests and shares. One instance a request. */
public final class ProfileResolver {

    private final DiversifyClause clause;
    private final ProfileClause profile;
    private final EventReader events;
    private final ProductSource source;

    /**
     * @param clause has a profile
     * @param events reads what the profile's client did, where it names one
     * @param source reads the products
     */
    public ProfileResolver(DiversifyClause clause, EventReader events, ProductSource source) {
        this.clause = clause;
        this.profile = clause.profile();
        this.events = events;
        this.source = source;
    }

    /**
     * Finds the profile without holding the caller's thread.
     *
     * @param listener gets the profile, with a reason where there is none, or what reading failed with
     */
    public void resolve(ActionListener<ShopperProfile> listener) {
        boolean counted = clause.coverages().stream().anyMatch(CoverageClause::targetProfile);
        if (clause.relevance().profile() == 0 && counted == false) {
            listener.onResponse(none(0, "[relevance.profile] has no weight"));
        } else if (profile.clientId() == null && profile.products().isEmpty()) {
            listener.onResponse(none(0, "[profile.products] is empty"));
        } else if (profile.clientId() == null) {
            find(profile.products(), listener);
        } else {
            events.read(ActionListener.wrap(products -> find(products, listener), listener::onFailure));
        }
    }

    private ShopperProfile none(int unknown, String reason) {
        return new ShopperProfile(
                new byte[0][], Collections.nCopies(clause.coverages().size(), Map.of()), 0, unknown, reason);
    }

    private void find(List<ProfileClause.Product> products, ActionListener<ShopperProfile> listener) {
        SortedMap<String, Double> weights =
                History.weights(products, profile.halfLifeDays(), System.currentTimeMillis());
        if (weights.isEmpty()) {
            listener.onResponse(none(
                    0,
                    "[profile.events_index] shows no view, basket or purchase of the client, by the keywords [client_id]"
                            + " and [action_name]"));
            return;
        }
        DiversifyClause read = read(weights);
        source.read(read, ActionListener.map(listener, found -> profile(weights, found, read)));
    }

    /** Returns a clause that names the products, and has the fields that are needed of them. */
    private DiversifyClause read(SortedMap<String, Double> weights) {
        List<ProfileClause.Product> named = weights.entrySet().stream()
                .map(product -> new ProfileClause.Product(product.getKey(), product.getValue(), null))
                .toList();
        return new DiversifyClause(
                null,
                null,
                clause.model(),
                clause.vectorField(),
                clause.textFields(),
                null,
                null,
                null,
                null,
                clause.coverages().stream()
                        .filter(CoverageClause::targetProfile)
                        .toList(),
                List.of(),
                null,
                PinClause.NONE,
                new ProfileClause(
                        named,
                        null,
                        profile.eventsIndex(),
                        profile.objectField(),
                        profile.index(),
                        profile.halfLifeDays()),
                null,
                true,
                false);
    }

    private ShopperProfile profile(SortedMap<String, Double> weights, FoundProducts found, DiversifyClause read) {
        List<Liked> products = new ArrayList<>();
        // By name, so that sums come out the same however the products are spread over shards.
        weights.forEach((id, weight) -> {
            if (found.get(id) != null) {
                products.add(new Liked(found.get(id), weight));
            }
        });
        int unknown = weights.size() - products.size();
        if (products.isEmpty()) {
            return none(unknown, "none of the products was found");
        }
        List<Liked> comparable = products.stream()
                .filter(liked -> liked.product().codes() != null)
                .toList();
        checkDimension(comparable);
        String reason = null;
        if (comparable.isEmpty()) {
            reason = found.comparable()
                    ? "none of the products has a vector"
                    : "there is no [vector_field], and no model to embed the products' text";
        }
        return new ShopperProfile(interests(comparable), shares(products, read), products.size(), unknown, reason);
    }

    private void checkDimension(List<Liked> products) {
        for (Liked liked : products) {
            int first = products.getFirst().product().codes().length;
            if (liked.product().codes().length != first) {
                throw new IllegalArgumentException("the vectors of [profile] must have one dimension, got [" + first
                        + "] and [" + liked.product().codes().length + "]");
            }
        }
    }

    private static byte[][] interests(List<Liked> products) {
        byte[][] codes = products.stream().map(liked -> liked.product().codes()).toArray(byte[][]::new);
        return Interests.of(codes, products.stream().mapToDouble(Liked::weight).toArray())
                .codes();
    }

    private List<Map<String, Double>> shares(List<Liked> products, DiversifyClause read) {
        List<FieldSpec> fields = read.fields();
        return clause.coverages().stream()
                .map(coverage -> coverage.targetProfile()
                        ? Liked.shares(products, fields.indexOf(coverage.spec()))
                        : Map.<String, Double>of())
                .toList();
    }
}
