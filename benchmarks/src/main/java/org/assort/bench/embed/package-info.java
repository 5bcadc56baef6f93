/* SPDX-License-Identifier: Apache-2.0 */
/** What embedding on the node reaches, beside the bare session and ml-commons, and what a backfill takes from searches. */
package org.assort.bench.embed;
