/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far the nodes are with a version of a model.
 *
 * @param reached whether it is active, and each node that embeds has said that it has it
 * @param text where each node stands
 */
record Readiness(boolean reached, String text) {

    /**
     * Reads what {@code GET …/models/{id}} answered.
     *
     * @throws IOException where the version will not get there: it is gone, is held back, or a node cannot load it
     */
    static Readiness of(Map<String, Object> answer, String id, long version) throws IOException {
        Map<String, Object> model = Answer.object(answer, "models", id);
        boolean active = Answer.number(Answer.object(model, "store", "active"), "version") == version;
        boolean coming = Answer.number(Answer.object(model, "store", "next"), "version") == version;
        if (active == false && coming == false) {
            throw new IOException("version " + version + " of model " + id + " was replaced or deleted meanwhile");
        }
        List<String> heldBackBy = Answer.texts(Answer.object(model, "store", "next"), "held_back_by");
        if (coming && heldBackBy.isEmpty() == false) {
            throw new IOException("it is held back: " + String.join(" and ", heldBackBy)
                    + " came to expect the vectors of the active version; --force lets it follow all the same");
        }
        List<String> states = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        boolean ready = active;
        Map<String, Object> nodes = Answer.object(model, "nodes");
        for (String nodeId : nodes.keySet()) {
            Map<String, Object> one = version(Answer.object(nodes, nodeId), version);
            String name = Answer.text(Answer.object(nodes, nodeId), "name");
            String state = Answer.text(one, "state");
            states.add(name + " " + state);
            // A node that loads models when they are asked for has it cold until then.
            ready &= state.equals("warm") || state.equals("cold");
            if (state.equals("failed")) {
                failures.add(name + ": " + Answer.text(one, "reason"));
            }
        }
        if (failures.isEmpty() == false) {
            throw new IOException("it failed on " + String.join("; ", failures));
        }
        long silent = Answer.number(Answer.object(answer, "_nodes"), "failed");
        if (silent > 0) {
            states.add(silent + (silent == 1 ? " node does not answer" : " nodes do not answer"));
        }
        return new Readiness(ready && silent == 0 && nodes.isEmpty() == false, String.join(", ", states));
    }

    /** Returns what a node says of a version: that which it serves, or the next. */
    private static Map<String, Object> version(Map<String, Object> said, long version) {
        if (Answer.number(said, "version") == version) {
            return said;
        }
        Map<String, Object> next = Answer.object(said, "next");
        return Answer.number(next, "version") == version ? next : Map.of("state", "waiting");
    }
}
