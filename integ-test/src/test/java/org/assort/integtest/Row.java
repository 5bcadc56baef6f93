/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which rows of the table in {@code docs/reference/requests.md} a test holds, by their first cells. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Row {
    String[] value();
}
