/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The models of this node: what is loaded, embedding in a bounded pool, and what a node reports of itself.
 *
 * <p>{@code ModelOpener} makes an {@code OnDemandModel} of a folder, {@code ModelRegistry} has them by name, and {@code
 * EmbeddingPool} acquires one for each request. {@code ModelMemory} opens and closes their sessions, and {@code MemoryBudget}
 * says which go for others.
 */
package org.assort.plugin.model;
