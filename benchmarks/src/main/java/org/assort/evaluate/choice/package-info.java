/* SPDX-License-Identifier: Apache-2.0 */
/** Choosing a setting on some queries and judging it on others. */
package org.assort.evaluate.choice;
