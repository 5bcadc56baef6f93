/* SPDX-License-Identifier: Apache-2.0 */
/** How near unrelated texts lie to each other, by encoder: where its relevance begins. */
package org.assort.bench.floors;
