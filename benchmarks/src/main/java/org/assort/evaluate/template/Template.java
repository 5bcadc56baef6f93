/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A search body in which only what depends on the query is left open.
 *
 * @param file the name of the file that it came from, without its ending
 * @param name the same with the values that it was filled with, as in {@code mmr diversity=0.2}
 */
public record Template(String file, String name, JsonNode body) {}
