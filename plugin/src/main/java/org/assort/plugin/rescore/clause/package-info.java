/* SPDX-License-Identifier: Apache-2.0 */
/** The {@code diversify} clause as a user writes it: its values, its parser, its failures. */
package org.assort.plugin.rescore.clause;
