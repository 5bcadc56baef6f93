/* SPDX-License-Identifier: Apache-2.0 */
/** From times taken in rounds to figures with an interval. */
package org.assort.bench.stats;
