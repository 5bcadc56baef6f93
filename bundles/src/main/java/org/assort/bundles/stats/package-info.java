/* SPDX-License-Identifier: Apache-2.0 */
/** The distributions that bounds and intervals come from. */
package org.assort.bundles.stats;
