/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.net.URI;
import java.nio.file.Path;
import org.opensearch.common.Nullable;

/**
 * Which node is spoken to, and as whom.
 *
 * @param url of the node
 * @param user {@code name:password}, or null
 * @param cacert certificates to trust, as PEM, or null for those of the JDK
 * @param insecure whether any certificate will do
 */
record Access(URI url, @Nullable String user, @Nullable Path cacert, boolean insecure) {

    boolean lacksPassword() {
        return user != null && user.contains(":") == false;
    }

    /** @throws IllegalArgumentException where it is null, as none was typed */
    Access withPassword(@Nullable char[] password) {
        if (password == null) {
            throw new IllegalArgumentException(
                    "[--user] must be NAME:PASSWORD where no password is typed, got [" + user + "]");
        }
        return new Access(url, user + ":" + new String(password), cacert, insecure);
    }
}
