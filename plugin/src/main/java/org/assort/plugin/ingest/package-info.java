/* SPDX-License-Identifier: Apache-2.0 */
/** The ingest processor {@code product_vector}: gives documents their vectors before they are indexed. */
package org.assort.plugin.ingest;
