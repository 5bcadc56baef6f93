/* SPDX-License-Identifier: Apache-2.0 */
/** What benchmarks of searches share: real nodes with products and vectors, the encoder, and what is asked of them. */
package org.assort.bench.shop;
