/* SPDX-License-Identifier: Apache-2.0 */
/** What a {@code bundle} aggregation asks for, as a user writes it. */
package org.assort.plugin.bundle.clause;
