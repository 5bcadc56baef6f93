/* SPDX-License-Identifier: Apache-2.0 */
/** Products of vectors, choices and the reading of stored vectors, each by itself, with JMH. */
package org.assort.bench.kernels;
