/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as tables in Markdown, for each part of a benchmark its own. */
final class ReportText {

    private static final String BARS = "| bar | value | 95% interval | limit | |\n| --- | --- | --- | --- | --- |\n";
    private static final String INFOS = "| figure | value |\n| --- | --- |\n";

    private final List<String> common = new ArrayList<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private Part current;

    /** Rows of the two tables. */
    private record Part(List<String> bars, List<String> infos) {}

    /** What comes from now on belongs to this part. */
    void part(String name) {
        current = parts.computeIfAbsent(name, unseen -> new Part(new ArrayList<>(), new ArrayList<>()));
    }

    void info(String name, String value) {
        String row = "| " + code(name) + " | " + value.replace("|", "\\|") + " |\n";
        if (current == null) {
            common.add(row);
        } else {
            current.infos.add(row);
        }
    }

    void bar(Bar bar) {
        if (current == null) {
            part("");
        }
        current.bars.add("| " + code(bar.name()) + " | "
                + Bar.figure(bar.estimate().value()) + " | "
                + Bar.figure(bar.estimate().low()) + " to "
                + Bar.figure(bar.estimate().high()) + " | "
                + bar.limitText().replace(">=", "≥ ").replace("<=", "≤ ") + " | " + (bar.isShort() ? "**short**" : "ok")
                + " |\n");
    }

    private static String code(String name) {
        return "`" + name + "`";
    }

    /** The text of each part, which ends with what is common to all. */
    Map<String, String> parts() {
        Map<String, String> texts = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            String bars = part.bars.isEmpty() ? "" : BARS + String.join("", part.bars) + "\n";
            texts.put(name, bars + INFOS + String.join("", part.infos) + String.join("", common));
        });
        return texts;
    }
}
