/* SPDX-License-Identifier: Apache-2.0 */
/** The field type {@code product_vector}: its mapping, how a vector is kept in doc values, and what may be asked of it. */
package org.assort.plugin.mapper;
