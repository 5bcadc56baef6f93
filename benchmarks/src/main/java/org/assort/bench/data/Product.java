/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.data;

/** A product. {@code description} and {@code category} may be empty. */
public record Product(String id, String title, String description, String brand, String category) {

    /** What is embedded. */
    public String text() {
        return description.isEmpty() ? title : title + ". " + description;
    }
}
