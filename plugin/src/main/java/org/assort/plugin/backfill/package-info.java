/* SPDX-License-Identifier: Apache-2.0 */
/** Gives the documents of an index that is there already their vectors, by an ingest pipeline. */
package org.assort.plugin.backfill;
