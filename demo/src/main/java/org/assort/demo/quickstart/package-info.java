/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The one command: {@link org.assort.demo.quickstart.Quickstart} starts a node, loads a shop, and shows three searches
 * before and after.
 */
package org.assort.demo.quickstart;
