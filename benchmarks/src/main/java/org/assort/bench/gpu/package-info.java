/* SPDX-License-Identifier: Apache-2.0 */
/** Embedding on a CUDA device, beside the bare session there and the same code on the CPU. */
package org.assort.bench.gpu;
