/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.ArrayDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps patterns to those that a backtracking engine ends in time that grows with the square of a text at most: what is
 * repeated has neither repeats nor choices in it, a branch has at most two open repeats, nothing after the second, and
 * there are no references. All that published tokenizers use is of this kind.
 */
final class RegexRule {
    static final int MAX_LENGTH = 1024;
    static final int MAX_OPTIONS = 8;
    static final int MAX_TIMES = 64;

    private static final Pattern OPENING = Pattern.compile("\\((?:\\?(?:[ims-]*:|=|!|<=|<!|>|<[A-Za-z]\\w*>))?");
    private static final Pattern REPEAT = Pattern.compile("(?:[*+?]|\\{(\\d*)(,?)(\\d*)\\})[?+]?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[pP]\\{\\^?[A-Za-z0-9_ ]+\\}|x\\{[0-9A-Fa-f]+\\}"
            + "|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^1-9kgxupPKRXNQE])");

    private final String role;
    private final String regex;
    private final ArrayDeque<Group> open = new ArrayDeque<>();
    private int at;

    /** What stands in a group so far: repeats and options of its present branch and the most of those before. */
    private static final class Group {
        private int repeats;
        private int options;
        private int mostRepeats;
        private int mostOptions;
        private boolean choice;

        void endBranch() {
            mostRepeats = Math.max(mostRepeats, repeats);
            mostOptions = Math.max(mostOptions, options);
            repeats = 0;
            options = 0;
        }

        boolean isPlain() {
            return !choice && mostRepeats == 0 && mostOptions == 0;
        }
    }

    private RegexRule(String role, String regex) {
        this.role = role;
        this.regex = regex;
    }

    static void check(String role, String regex) throws RefusedException {
        if (regex.isEmpty() || regex.length() > MAX_LENGTH) {
            throw new RefusedException("[" + role + ".pattern.Regex] must have 1 to [" + MAX_LENGTH
                    + "] characters, got [" + regex.length() + "]");
        }
        new RegexRule(role, regex).check();
    }

    private void check() throws RefusedException {
        open.push(new Group());
        while (at < regex.length()) {
            char c = regex.charAt(at);
            if (c == '(') {
                match(OPENING, "a group that is not plain");
                open.push(new Group());
            } else if (c == '|') {
                at++;
                open.element().endBranch();
                open.element().choice = true;
            } else if (c == ')') {
                at++;
                Group closed = open.pop();
                closed.endBranch();
                if (open.isEmpty()) {
                    throw refused("a group that was not opened");
                }
                item(closed);
            } else {
                single(c);
                item(new Group());
            }
        }
        if (open.size() != 1) {
            throw refused("a group that is not closed");
        }
    }

    private void single(char c) throws RefusedException {
        if (c == '\\') {
            match(ESCAPE, "an escape that is not a character or a class of them");
        } else if (c == '[') {
            characters();
        } else if (c == '*'
                || c == '+'
                || c == '?'
                || (c == '{' && REPEAT.matcher(regex).region(at, regex.length()).lookingAt())) {
            throw refused("a repeat of nothing or of a repeat");
        } else {
            at++;
        }
    }

    /** Over a class in brackets, which may have classes in it. */
    private void characters() throws RefusedException {
        int depth = 0;
        do {
            char c = at < regex.length() ? regex.charAt(at) : 0;
            switch (c) {
                case 0 -> throw refused("a class that is not closed");
                case '\\' -> match(ESCAPE, "an escape that is not a character or a class of them");
                case '[' -> {
                    depth++;
                    at++;
                    if (at < regex.length() && regex.charAt(at) == '^') {
                        at++;
                    }
                    if (at < regex.length() && regex.charAt(at) == ']') {
                        at++;
                    }
                }
                case ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0);
    }

    /** What has just been read, with the repeat that may follow it. */
    private void item(Group item) throws RefusedException {
        Group branch = open.element();
        int repeats = item.mostRepeats;
        int options = item.mostOptions + (item.choice ? 1 : 0);
        Matcher repeat = REPEAT.matcher(regex).region(at, regex.length());
        if (repeat.lookingAt()) {
            at = repeat.end();
            if (repeat.group().startsWith("?")) {
                options++;
            } else if (!item.isPlain()) {
                throw refused("a repeat of what has repeats or choices in it");
            } else if (!isFixed(repeat)) {
                repeats++;
            }
        }
        if (branch.repeats >= 2) {
            throw refused("something after two repeats");
        }
        branch.repeats += repeats;
        branch.options += options;
        if (branch.repeats > 2 || branch.options > MAX_OPTIONS) {
            throw refused("more than two repeats or [" + MAX_OPTIONS + "] options in a row");
        }
    }

    /** Whether it says one number of times, and a small one. */
    private static boolean isFixed(Matcher repeat) {
        return repeat.group(2) != null
                && repeat.group(2).isEmpty()
                && repeat.group(1).matches("\\d{1,2}")
                && Integer.parseInt(repeat.group(1)) <= MAX_TIMES;
    }

    private void match(Pattern pattern, String otherwise) throws RefusedException {
        Matcher matcher = pattern.matcher(regex).region(at, regex.length());
        if (!matcher.lookingAt()) {
            throw refused(otherwise);
        }
        at = matcher.end();
    }

    private RefusedException refused(String what) {
        return new RefusedException("[" + role + ".pattern.Regex] must be a pattern that ends soon on any text, got ["
                + (regex.length() > ComponentRules.MAX_TEXT ? regex.substring(0, ComponentRules.MAX_TEXT) + "…" : regex)
                + "] with " + what + " at [" + at + "]");
    }
}
