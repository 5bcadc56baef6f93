/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.mapper.IdFieldMapper;

/**
 * {@code profile}: what the shopper did before. Either the products, or the client whose events tell them.
 *
 * @param products what the shopper viewed, put in the basket or bought, at most {@link #MAX_PRODUCTS}; a new shopper's has none
 * @param clientId whose events are read, or null where products are given
 * @param eventsIndex an index of events in the UBI layout
 * @param objectField the field of the products that holds what products and events name, or null for {@code _id}, as which it
 *     may be given too
 * @param index where the products are, or null for where the search looks
 * @param halfLifeDays after so many days what the shopper did counts half, above 0
 */
public record ProfileClause(
        List<Product> products,
        @Nullable String clientId,
        String eventsIndex,
        @Nullable String objectField,
        @Nullable String index,
        double halfLifeDays)
        implements Writeable, ToXContentObject {

    /** The most products. */
    public static final int MAX_PRODUCTS = 200;

    static final String DEFAULT_EVENTS = "ubi_events";
    static final double DEFAULT_HALF_LIFE = 30;

    private static final List<String> FIELDS =
            List.of("products", "client_id", "events_index", "object_field", "index", "half_life_days");

    /**
     * A product that the shopper had to do with.
     *
     * @param id what {@code object_field} holds
     * @param weight what it counts, finite and above 0
     * @param time when, in milliseconds since 1970, or null for now
     */
    public record Product(
            String id, double weight, @Nullable Long time) implements Writeable, ToXContentObject {

        private static final List<String> FIELDS = List.of("id", "weight", "time");

        /** Checks what can be checked. */
        public Product {
            if (id == null) {
                throw new IllegalArgumentException("[profile.products.id] must name a product, got none");
            }
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "[profile.products.weight] must be a finite number above 0, got [" + weight + "]");
            }
        }

        Product(StreamInput in) throws IOException {
            this(in.readString(), in.readDouble(), in.readOptionalLong());
        }

        static Product parse(JsonField json) throws IOException {
            String[] id = new String[1];
            double[] weight = {1};
            Long[] time = new Long[1];
            json.object(FIELDS, field -> {
                switch (field.name()) {
                    case "id" -> id[0] = field.text(DiversifyParser.MAX_NAME);
                    case "weight" -> weight[0] = field.number();
                    case "time" -> time[0] = millis(field);
                    default -> throw new AssertionError(field.name());
                }
            });
            return new Product(id[0], weight[0], time[0]);
        }

        private static long millis(JsonField field) throws IOException {
            if (field.isText() == false) {
                return (long) field.number();
            }
            String text = field.text(DiversifyParser.MAX_NAME);
            try {
                return Instant.parse(text).toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        "[profile.products.time] must be milliseconds since 1970 or a time like "
                                + "[2026-01-31T12:00:00Z], got [" + text + "]",
                        e);
            }
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeString(id);
            out.writeDouble(weight);
            out.writeOptionalLong(time);
        }

        @Override
        public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
            builder.startObject().field("id", id).field("weight", weight);
            if (time != null) {
                builder.field("time", time.longValue());
            }
            return builder.endObject();
        }
    }

    /** Checks what does not depend on an index. */
    public ProfileClause {
        products = List.copyOf(products);
        objectField = IdFieldMapper.NAME.equals(objectField) ? null : objectField;
        if (products.isEmpty() == false && clientId != null) {
            throw either("both");
        }
        if (!(halfLifeDays > 0 && halfLifeDays < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "[profile.half_life_days] must be a finite number above 0, got [" + halfLifeDays + "]");
        }
    }

    private static IllegalArgumentException either(String got) {
        return new IllegalArgumentException("[profile] must have either [products] or a [client_id], got " + got);
    }

    ProfileClause(StreamInput in) throws IOException {
        this(
                in.readList(Product::new),
                in.readOptionalString(),
                in.readString(),
                in.readOptionalString(),
                in.readOptionalString(),
                in.readDouble());
    }

    static ProfileClause parse(JsonField json) throws IOException {
        Parts parts = new Parts();
        json.object(FIELDS, parts::read);
        return parts.build();
    }

    /** What was read so far. */
    private static final class Parts {

        private List<Product> products;
        private String clientId;
        private String eventsIndex;
        private String objectField;
        private String index;
        private double halfLifeDays = DEFAULT_HALF_LIFE;

        private void read(JsonField json) throws IOException {
            switch (json.name()) {
                case "products" -> {
                    products = new ArrayList<>();
                    json.elements(0, MAX_PRODUCTS, element -> products.add(Product.parse(element)));
                }
                case "client_id" -> clientId = json.text(DiversifyParser.MAX_NAME);
                case "events_index" -> eventsIndex = json.indices(DiversifyParser.MAX_NAME);
                case "object_field" -> objectField = json.text(DiversifyParser.MAX_NAME);
                case "index" -> index = json.indices(DiversifyParser.MAX_NAME);
                case "half_life_days" -> halfLifeDays = json.number();
                default -> throw new AssertionError(json.name());
            }
        }

        private ProfileClause build() {
            if (clientId == null && eventsIndex != null) {
                throw new IllegalArgumentException("[profile.events_index] needs a [client_id], got none");
            }
            if ((products == null) == (clientId == null)) {
                throw either(clientId == null ? "neither" : "both");
            }
            return new ProfileClause(
                    products == null ? List.of() : products,
                    clientId,
                    eventsIndex == null ? DEFAULT_EVENTS : eventsIndex,
                    objectField,
                    index,
                    halfLifeDays);
        }
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeList(products);
        out.writeOptionalString(clientId);
        out.writeString(eventsIndex);
        out.writeOptionalString(objectField);
        out.writeOptionalString(index);
        out.writeDouble(halfLifeDays);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject();
        if (clientId == null) {
            builder.field("products", products);
        } else {
            builder.field("client_id", clientId).field("events_index", eventsIndex);
        }
        if (objectField != null) {
            builder.field("object_field", objectField);
        }
        if (index != null) {
            builder.field("index", index);
        }
        return builder.field("half_life_days", halfLifeDays).endObject();
    }
}
