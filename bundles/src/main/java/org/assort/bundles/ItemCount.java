/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

/** An item and how many orders it is in. */
public record ItemCount(String item, long orders) {}
