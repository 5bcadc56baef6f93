/* SPDX-License-Identifier: Apache-2.0 */
/** Plots as SVG. */
package org.assort.bench.picture;
