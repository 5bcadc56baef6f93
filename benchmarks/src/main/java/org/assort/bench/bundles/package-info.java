/* SPDX-License-Identifier: Apache-2.0 */
/** {@code ./bench bundles}: what bundles cost, mined from orders and beside a product search. */
package org.assort.bench.bundles;
