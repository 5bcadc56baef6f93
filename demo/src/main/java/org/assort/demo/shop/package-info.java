/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Catalogues to search in. {@link org.assort.demo.shop.SampleShop} is the project's own, made up from the vocabulary in
 * this package's resources; {@link org.assort.demo.shop.Catalogue} reads it and any other file of products, and knows
 * which of a product's fields is what.
 */
package org.assort.demo.shop;
