/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Whole-node benchmarks. {@link org.assort.bench.Bench} is the command, {@link org.assort.bench.Benchmark} what a new one
 * implements, {@link org.assort.bench.Report} where its figures go; benchmarks/README.md tells what they mean.
 */
package org.assort.bench;
