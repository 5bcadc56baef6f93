/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

/** How a clause is to be run, as the coordinating node says. */
enum Mode {
    /** As the user wrote it: no coordinating node has seen it, so nobody would choose, and shards refuse it. */
    WRITTEN,
    /** The coordinating node waits for what shards send, and chooses over all of them. */
    COORDINATED,
    /** Nobody chooses: shards look up the products of the profile, and the coordinating node takes what they send. */
    READ
}
