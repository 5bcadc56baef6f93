/* SPDX-License-Identifier: Apache-2.0 */
/** {@code ./bench node}: what {@code diversify} costs over stored vectors, and what vectors cost at ingest, beside peers. */
package org.assort.bench.node;
