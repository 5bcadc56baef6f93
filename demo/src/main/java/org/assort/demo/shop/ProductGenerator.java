/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assort.demo.shop.Vocabulary.Axis;
import org.assort.demo.shop.Vocabulary.Category;
import org.assort.demo.shop.Vocabulary.Language;

/**
 * Writes the products of one category. A <em>family</em> is one design: a brand, a series, a kind and a material. Its
 * variants differ in one or two axes and share nearly all of their text, as variants do in real catalogues.
 */
final class ProductGenerator {

    private static final double SINGLE = 0.15;
    private static final double TWO_AXES = 0.35;
    private static final double REFURBISHED = 0.5;

    private final Vocabulary vocabulary;
    private final Category category;
    private final Language language;
    private final Chance chance;
    private final Set<String> designs = new HashSet<>();

    ProductGenerator(Vocabulary vocabulary, Category category, long seed) {
        this.vocabulary = vocabulary;
        this.category = category;
        this.language = vocabulary.languages().get(category.language());
        // A seed of its own, so that a new category leaves the others as they are.
        this.chance = new Chance(seed * 31 + category.name().hashCode());
    }

    /** A product before it has an id and a place in the sales ranking. */
    record Draft(
            String title,
            String brand,
            String seller,
            double price,
            int stock,
            String description,
            LocalDate launchDate,
            Double rating,
            String label) {}

    /** One way of being different: what the title says, what the description says, and the factor on the price. */
    private record Variant(String title, String sentence, double factor, boolean refurbished) {}

    /** Families of drafts, as many products in all as the category asks for. */
    List<List<Draft>> families() {
        List<String> kinds = List.copyOf(category.kinds().keySet());
        List<List<Draft>> families = new ArrayList<>();
        int missing = category.products();
        for (int i = 0; missing > 0; i++) {
            List<Draft> family = family(kinds.get(i % kinds.size()));
            List<Draft> kept = family.subList(0, Math.min(missing, family.size()));
            families.add(kept);
            missing -= kept.size();
        }
        return families;
    }

    private List<Draft> family(String kind) {
        String brand;
        String series;
        String material;
        do {
            brand = chance.skewed(vocabulary.brands().get(category.department()));
            series = chance.of(language.series());
            material = category.materials().isEmpty() ? "" : chance.of(category.materials());
        } while (!designs.add(brand + series));
        String title = fill(
                material.isEmpty() ? language.titleWithoutMaterial() : language.title(), brand, series, kind, material);
        String text = text(brand, series, kind, material);
        double price = price();
        LocalDate launch = launch();
        List<Draft> drafts = new ArrayList<>();
        for (Variant variant : variants()) {
            drafts.add(draft(variant, title, text, brand, price, launch));
        }
        return drafts;
    }

    private String text(String brand, String series, String kind, String material) {
        List<String> patterns = material.isEmpty() ? language.openingsWithoutMaterial() : language.openings();
        List<String> sentences = new ArrayList<>();
        sentences.add(fill(chance.of(patterns), brand, series, kind, material));
        sentences.add(category.kinds().get(kind));
        sentences.addAll(chance.some(category.details(), 2));
        return String.join(language.space(), sentences);
    }

    private static String fill(String pattern, String brand, String series, String kind, String material) {
        String capital = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        return pattern.replace("{brand}", brand)
                .replace("{series}", series)
                .replace("{kind}", kind)
                .replace("{Kind}", capital)
                .replace("{material}", material);
    }

    private List<Variant> variants() {
        if (chance.happens(SINGLE)) {
            return List.of(new Variant("", "", 1, false));
        }
        Axis axis = vocabulary.axes().get(chance.of(category.axes()));
        List<Variant> variants = new ArrayList<>();
        for (String value : chance.some(axis.values(), chance.between(2, 6))) {
            variants.add(variant(axis, value));
        }
        Axis second = vocabulary.axes().get(category.axes().getLast());
        if (!second.equals(axis) && chance.happens(TWO_AXES)) {
            variants = cross(variants.subList(0, Math.min(3, variants.size())), second);
        }
        if (category.refurbish() && chance.happens(REFURBISHED)) {
            Variant first = variants.getFirst();
            variants.add(new Variant(
                    first.title() + language.refurbished(),
                    first.sentence() + language.space() + language.refurbishedSentence(),
                    0.7 * first.factor(),
                    true));
        }
        return variants;
    }

    private Variant variant(Axis axis, String value) {
        return new Variant(
                language.variant().replace("{value}", value),
                language.space() + axis.sentence().replace("{value}", value),
                1 + axis.step() * axis.values().indexOf(value),
                false);
    }

    private List<Variant> cross(List<Variant> variants, Axis axis) {
        List<String> values = chance.some(axis.values(), 2);
        List<Variant> crossed = new ArrayList<>();
        for (Variant variant : variants) {
            for (String value : values) {
                Variant other = variant(axis, value);
                crossed.add(new Variant(
                        variant.title() + other.title(),
                        variant.sentence() + other.sentence(),
                        variant.factor() * other.factor(),
                        false));
            }
        }
        return crossed;
    }

    private Draft draft(Variant variant, String title, String text, String brand, double price, LocalDate launch) {
        boolean recent = launch.isAfter(SampleShop.TODAY.minusDays(60));
        boolean sale = chance.happens(0.12);
        String label = variant.refurbished() ? "refurbished" : recent ? "new" : sale ? "sale" : null;
        double factor = variant.factor() * ("sale".equals(label) ? 0.8 : 1);
        return new Draft(
                title.replace("{variant}", variant.title()),
                brand,
                chance.skewed(vocabulary.sellers()),
                rounded(price * factor),
                chance.happens(0.06) ? 0 : chance.between(1, chance.between(5, 300)),
                text + variant.sentence(),
                launch,
                chance.happens(0.15) ? null : stars(),
                label);
    }

    /** Evenly spread on a logarithmic scale: cheap products are more common than dear ones. */
    private double price() {
        double least = StrictMath.log(category.price().getFirst());
        double greatest = StrictMath.log(category.price().getLast());
        return StrictMath.exp(chance.between(least, greatest));
    }

    private static double rounded(double price) {
        return price < 2 ? StrictMath.round(price * 10) / 10.0 : StrictMath.floor(price) + 0.99;
    }

    private double stars() {
        double stars = Math.clamp(4.1 + 0.5 * chance.gaussian(), 1, 5);
        return StrictMath.round(stars * 10) / 10.0;
    }

    private LocalDate launch() {
        double age = chance.between(0.0, 1.0);
        return SampleShop.TODAY.minusDays((long) (StrictMath.pow(age, 1.4) * 1_800));
    }
}
