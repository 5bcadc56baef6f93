/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import com.carrotsearch.randomizedtesting.generators.RandomNumbers;
import com.carrotsearch.randomizedtesting.generators.RandomPicks;
import com.carrotsearch.randomizedtesting.generators.RandomStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts as shops have them, and as they should not have them. */
final class Texts {
    private static final String[] WORDS = {
        "red", "cotton", "dress", "summer", "wireless", "headphones", "30", "h", "battery", "size", "42", "garden",
        "shears", "stainless-steel", "crème", "brûlée", "naïve", "für", "Kinder", "靴", "赤い", "Пальто", "50%", "off!",
        "(new)", "USB-C", "4×120ml", "unputdownable", "\uD83D\uDE00"
    };

    private Texts() {}

    static String random(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> RandomStrings.randomUnicodeOfLengthBetween(random, 1, 200);
            case 2 -> "\uD800" + words(random, 3) + "\uDC00\u0000\uFFFF";
            case 3 -> words(random, 120);
            default -> words(random, RandomNumbers.randomIntBetween(random, 1, 30));
        };
    }

    static List<String> randoms(Random random, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(random(random));
        }
        return texts;
    }

    private static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(RandomPicks.randomFrom(random, WORDS));
        }
        return text.toString();
    }
}
