/* SPDX-License-Identifier: Apache-2.0 */
/** The {@code bundle} aggregation, from its hits to its list, on the coordinating node. */
package org.assort.plugin.bundle;
