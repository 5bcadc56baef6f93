/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.deny;

import org.opensearch.common.util.concurrent.ThreadContext;

/** Who may see what. */
final class Rules {

    /** Header with the user's name. */
    static final String USER_HEADER = "X-Test-User";

    /** A boolean field, true in documents that are hidden. */
    static final String SECRET_FIELD = "secret";

    /** What hidden fields match. */
    static final String HIDDEN_FIELDS = "hidden_*";

    private static final String HIDDEN_PREFIX = "hidden_";
    private static final String PRIVATE_PREFIX = "private";
    private static final String ADMIN = "admin";

    private Rules() {}

    /** Returns the name of the user on whose behalf a thread works, or null where it works for the node itself. */
    static String user(ThreadContext context) {
        return context.getHeader(USER_HEADER);
    }

    /** Tells whether nothing is hidden from a user. */
    static boolean seesAll(String user) {
        return user == null || user.equals(ADMIN);
    }

    /** Tells whether a field is there for users. */
    static boolean isVisible(String field) {
        return field.startsWith(HIDDEN_PREFIX) == false;
    }

    /** Tells whether users may read an index. */
    static boolean isPublic(String index) {
        return index.startsWith(PRIVATE_PREFIX) == false;
    }
}
