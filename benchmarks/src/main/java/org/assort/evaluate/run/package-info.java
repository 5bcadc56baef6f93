/* SPDX-License-Identifier: Apache-2.0 */
/** From a template to its figures: searches on the node, one ranking for each query. */
package org.assort.evaluate.run;
