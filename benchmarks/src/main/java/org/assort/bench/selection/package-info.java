/* SPDX-License-Identifier: Apache-2.0 */
/** What choosing from a window takes, in dot products. */
package org.assort.bench.selection;
