/* SPDX-License-Identifier: Apache-2.0 */
/** Reading JSON that users write: what is wrong is said with the field, what is allowed and what came. */
package org.assort.plugin.json;
