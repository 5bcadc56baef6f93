/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.search;

import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.core.action.ActionListener;

/** Adds a warning to the headers of a response, for what a user should know of a search that was answered all the same. */
public final class WarnedListener {

    private WarnedListener() {}

    /** Returns a listener that gives the response on with a warning. */
    public static <R> ActionListener<R> of(ActionListener<R> listener, String sentence) {
        return ActionListener.wrap(
                response -> {
                    // The sentence is complete; braces in it are not placeholders.
                    HeaderWarning.addWarning("{}", sentence);
                    listener.onResponse(response);
                },
                listener::onFailure);
    }
}
