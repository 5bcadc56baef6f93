/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/** What a text is for: some encoders were trained with one prefix for queries and another for passages. */
public enum Purpose {
    QUERY,
    PASSAGE
}
