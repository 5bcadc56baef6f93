/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import java.util.Set;

/**
 * What somebody bought at once.
 *
 * @param date as text that sorts by time
 * @param items distinct
 */
public record Order(String id, String date, Set<String> items) {}
