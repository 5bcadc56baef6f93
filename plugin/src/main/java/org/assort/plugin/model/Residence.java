/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.ArrayList;
import java.util.List;
import org.assort.model.Footprint;
import org.assort.model.ModelInfo;
import org.assort.model.TextEmbedder;
import org.opensearch.core.action.ActionListener;

/** How a model stands with the memory. Guarded by {@link ModelMemory}, which alone reads and writes it. */
final class Residence {

    /** After a load that failed; what made it fail, as a full machine, may be over then. */
    private static final long RETRY_MILLIS = 30_000;

    /** There while it is loaded. */
    TextEmbedder session;

    /** What the last load found, or null. */
    ModelInfo info;

    /** What the last load, finished or not, found that it takes, or null. */
    Footprint footprint;

    boolean loading;
    boolean pinned;
    boolean closed;

    /** Holders, those who wait for it to be loaded among them. */
    int users;

    /** When it was last acquired or released. */
    long usedMillis;

    /** Bytes that the memory is charged with for it. */
    long charged;

    /** Who is told when it is loaded. */
    List<ActionListener<Void>> waiting = new ArrayList<>();

    private String failure;
    private long retryAtMillis;

    Residence(boolean pinned) {
        this.pinned = pinned;
    }

    void use(long nowMillis) {
        users++;
        usedMillis = nowMillis;
    }

    void leave(long nowMillis) {
        assert users > 0 : "released by who did not hold it";
        users--;
        usedMillis = nowMillis;
    }

    /** Returns whether it may go: nobody holds it, nor has for so long. */
    boolean isEvictable(long nowMillis, long idleMillis) {
        return session != null && users == 0 && pinned == false && nowMillis - usedMillis >= idleMillis;
    }

    /** Takes the session away, which the caller closes. */
    TextEmbedder evict() {
        TextEmbedder gone = session;
        session = null;
        charged = 0;
        return gone;
    }

    void failed(String why, long nowMillis) {
        failure = why;
        retryAtMillis = nowMillis + RETRY_MILLIS;
    }

    void recovered() {
        failure = null;
    }

    String failure() {
        return failure;
    }

    /** Returns who waited; nobody does any more. */
    List<ActionListener<Void>> drain() {
        List<ActionListener<Void>> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    ModelState state(long nowMillis) {
        if (session != null) {
            return ModelState.WARM;
        }
        if (loading) {
            return ModelState.LOADING;
        }
        return failure != null && nowMillis < retryAtMillis ? ModelState.FAILED : ModelState.COLD;
    }
}
