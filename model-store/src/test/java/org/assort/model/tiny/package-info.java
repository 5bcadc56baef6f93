/* SPDX-License-Identifier: Apache-2.0 */
/** Models and tokenizers of a few hundred bytes, written field by field, and what can be done to them to break a reader. */
package org.assort.model.tiny;
