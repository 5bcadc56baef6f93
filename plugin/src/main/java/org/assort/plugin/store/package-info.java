/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The model store: models that go into the cluster once, and every node that serves them fetches.
 *
 * <ol>
 *   <li><b>Upload</b>: {@code Uploads} takes a manifest, then the files' chunks, into the index {@code .assort-models}: {@code
 *       ChunkStore} keeps the chunks, {@code CatalogueStore} the one document, a {@code Catalogue}, that says what is there. With the
 *       last byte {@code Completion} verifies all of it. Whatever happens to the store happens by one conditional write of that document.
 *   <li><b>Nodes</b>: {@code StoreWatch} reads the catalogue whenever it may have changed, and {@code NodeVersions} makes this
 *       node have what it says: a {@code Preparation} fetches a version into {@code ModelCache}, and verifies and loads it, and {@code
 *       model.ModelRegistry} serves it.
 *   <li><b>Activation</b>: on the elected cluster manager {@code Activator} makes a new version the active one when all nodes
 *       that serve models have it warm and {@code VectorGuard} finds nothing that expects other vectors, and deletes the chunks of what is no
 *       longer there.
 * </ol>
 *
 * <p>All of it runs in the generic pool, where threads may wait; no search thread comes here. The index is touched as the
 * plugin's own subject only, by {@code StoreClient}.
 */
package org.assort.plugin.store;
