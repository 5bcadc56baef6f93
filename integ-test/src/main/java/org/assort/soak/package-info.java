/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What is too long for {@code mvn verify}, run by {@code ./soak}: {@link org.assort.soak.Soak} lists and runs it. The
 * catalogue, the random searches and the comparison of answers serve the real-node tests as well.
 */
package org.assort.soak;
