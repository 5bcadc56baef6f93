/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code model list} shows: each model, its versions, and where it stands on each node. */
final class Listing {

    private final List<String> lines = new ArrayList<>();

    private Listing() {}

    /** Returns the lines for what {@code GET …/models} answered. */
    static List<String> of(Map<String, Object> answer) {
        Listing listing = new Listing();
        Map<String, Object> models = Answer.object(answer, "models");
        models.keySet().forEach(id -> listing.model(id, Answer.object(models, id)));
        listing.unknown(answer);
        return listing.lines.isEmpty() ? List.of("there is no model") : listing.lines;
    }

    private void model(String id, Map<String, Object> model) {
        Map<String, Object> active = Answer.object(model, "store", "active");
        Map<String, Object> next = Answer.object(model, "store", "next");
        String versions = Stream.of(active, next)
                .filter(one -> one.isEmpty() == false)
                .map(one -> ", " + version(one))
                .collect(Collectors.joining());
        lines.add(id + versions);
        List<String> heldBackBy = Answer.texts(next, "held_back_by");
        if (heldBackBy.isEmpty() == false) {
            lines.add("  version " + Answer.number(next, "version") + " is held back by "
                    + String.join(" and ", heldBackBy));
        }
        Map<String, Object> nodes = Answer.object(model, "nodes");
        nodes.keySet().forEach(node -> node(Answer.object(nodes, node)));
    }

    private void node(Map<String, Object> node) {
        String version = node.containsKey("version") ? ", version " + Answer.number(node, "version") : "";
        lines.add("  " + Answer.text(node, "name") + ": " + Answer.text(node, "state") + ", from the "
                + Answer.text(node, "source") + version + reason(node));
        Map<String, Object> next = Answer.object(node, "next");
        if (next.isEmpty() == false) {
            lines.add("    next: " + version(next) + reason(next));
        }
    }

    private static String version(Map<String, Object> version) {
        return "version " + Answer.number(version, "version") + " " + Answer.text(version, "state");
    }

    private static String reason(Map<String, Object> status) {
        return status.get("reason") == null ? "" : ", " + Answer.text(status, "reason");
    }

    /** Says what could not be asked, as the list may lack something then. */
    private void unknown(Map<String, Object> answer) {
        Map<String, Object> error = Answer.object(answer, "store_error");
        if (error.isEmpty() == false) {
            lines.add("the store cannot be read: " + Answer.text(error, "reason"));
        }
        long silent = Answer.number(Answer.object(answer, "_nodes"), "failed");
        if (silent > 0) {
            lines.add(silent + (silent == 1 ? " node does not answer" : " nodes do not answer"));
        }
    }
}
