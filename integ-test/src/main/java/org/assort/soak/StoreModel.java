/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.nio.file.Path;

/**
 * One of several models that are uploaded under the same name.
 *
 * @param folder its model folder
 * @param prefix of its queries, by which it is told from the others
 * @param vector what it makes of {@link StoreKill#TEXT}, as JSON
 */
record StoreModel(Path folder, String prefix, String vector) {}
