/* SPDX-License-Identifier: Apache-2.0 */
/** Orders as Lucene keeps them: which there are, which hold an item, what each holds. */
package org.assort.bundles.orders;
