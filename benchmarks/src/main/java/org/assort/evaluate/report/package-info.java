/* SPDX-License-Identifier: Apache-2.0 */
/** What is told: the table, the bars, the files and the picture. */
package org.assort.evaluate.report;
