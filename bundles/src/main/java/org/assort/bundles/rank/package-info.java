/* SPDX-License-Identifier: Apache-2.0 */
/** From counts to a list of bundles: scores, and the greedy choice. */
package org.assort.bundles.rank;
