/* SPDX-License-Identifier: Apache-2.0 */
/** One answer from those of all shards: what is certain, what is asked next, what is not known. */
package org.assort.bundles.merge;
