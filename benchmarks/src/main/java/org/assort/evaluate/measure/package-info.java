/* SPDX-License-Identifier: Apache-2.0 */
/** What a ranking of products is worth: relevance, variety of aspects, distance and exposure, each after its paper. */
package org.assort.evaluate.measure;
