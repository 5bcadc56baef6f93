/* SPDX-License-Identifier: Apache-2.0 */
/** Named search bodies with placeholders, and the grids of values that they are tried with. */
package org.assort.evaluate.template;
