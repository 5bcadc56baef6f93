/* SPDX-License-Identifier: Apache-2.0 */
/** {@code ./bench first}: what the main job costs on a node, beside what is built in and beside a bare session. */
package org.assort.bench.first;
