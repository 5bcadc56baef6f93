/* SPDX-License-Identifier: Apache-2.0 */
/** Arithmetic on whole rows of bytes and of doubles, as fast as the processor can. */
package org.assort.rescorer.simd;
