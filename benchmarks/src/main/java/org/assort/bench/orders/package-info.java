/* SPDX-License-Identifier: Apache-2.0 */
/** Orders to count in: real ones from a file, those of the sample shop, and as many made-up ones as are asked for. */
package org.assort.bench.orders;
