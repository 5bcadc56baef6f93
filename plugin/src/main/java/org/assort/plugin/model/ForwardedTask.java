/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.Map;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;

/** The task of a request that {@link DataNodes} may be asked to do: with it ends what another node does for it. */
public final class ForwardedTask extends CancellableTask {

    /** Creates the task of a request, from what core says of it. */
    public ForwardedTask(
            long id, String type, String action, String description, TaskId parent, Map<String, String> headers) {
        super(id, type, action, description, parent, headers);
    }

    @Override
    public boolean shouldCancelChildrenOnCancellation() {
        return true;
    }
}
