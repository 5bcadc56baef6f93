/* SPDX-License-Identifier: Apache-2.0 */
/** What searches take of a node's heap: allocated, and charged to its breaker. */
package org.assort.bench.heap;
