/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assort.model.ModelManifest;

/** What the command can do, and what it has to be told for that. */
enum Action {
    UPLOAD(1, "a model folder and nothing else"),
    LIST(0, "nothing else"),
    TEST(2, "two texts and nothing else"),
    DELETE(1, "a model's id and nothing else");

    /** Options that say which node is spoken to, which is so for every action. */
    private static final Set<String> ACCESS = Set.of("--url", "-u", "--user", "--cacert", "-k", "--insecure");

    private final int count;
    private final String takes;

    Action(int count, String takes) {
        this.count = count;
        this.takes = takes;
    }

    static Action of(String word) {
        for (Action action : values()) {
            if (action.word().equals(word)) {
                return action;
            }
        }
        throw new IllegalArgumentException("[" + word + "] must be one of "
                + Arrays.stream(values()).map(Action::word).toList() + "; see --help");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the options that it has beside those. */
    private Set<String> options() {
        return switch (this) {
            case UPLOAD -> Set.of("--id", "--force", "--replace", "--no-wait");
            case LIST -> Set.of();
            case TEST -> Set.of("--id");
            case DELETE -> Set.of("--force");
        };
    }

    /** @throws IllegalArgumentException where it would not heed some of this, or lacks something */
    void check(List<String> operands, Set<String> given) {
        for (String option : given) {
            if (options().contains(option) == false && ACCESS.contains(option) == false) {
                throw new IllegalArgumentException("[" + word() + "] has no option [" + option + "]; see --help");
            }
        }
        if (operands.size() != count) {
            throw new IllegalArgumentException("[" + word() + "] takes " + takes + ", got " + operands);
        }
        if (this == DELETE) {
            ModelManifest.checkId("[delete]", operands.getFirst());
        }
    }
}
