/* SPDX-License-Identifier: Apache-2.0 */
/** A catalogue and what people said of its products, as they lie in a folder. */
package org.assort.evaluate.data;
