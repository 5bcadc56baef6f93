/* SPDX-License-Identifier: Apache-2.0 */
/** The {@code diversify} clause, from JSON to the new order of the hits. */
package org.assort.plugin.rescore;
