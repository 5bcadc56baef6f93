/* SPDX-License-Identifier: Apache-2.0 */
/** The models of this node: what is loaded, embedding in a bounded pool, and what a node reports of itself. */
package org.assort.plugin.model;
