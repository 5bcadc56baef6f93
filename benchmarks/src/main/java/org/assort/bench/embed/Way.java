/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.embed;

import java.util.Locale;

/** Who embeds the texts of a round. */
enum Way {
    /** The session, text by text, in this JVM. */
    BARE_LOOP(0),
    /** {@code _embed}, one client after the other. */
    CALLERS_1(1),
    /** {@code _embed}, two clients at once. */
    CALLERS_2(2),
    /** {@code _embed}, four clients at once. */
    CALLERS_4(4),
    /** {@code _predict} of ml-commons on the same node, one client. */
    ML_COMMONS(1);

    private final int clients;

    Way(int clients) {
        this.clients = clients;
    }

    /** Clients of the node; 0 where none is asked. */
    int clients() {
        return clients;
    }

    /** As in the names of figures. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
