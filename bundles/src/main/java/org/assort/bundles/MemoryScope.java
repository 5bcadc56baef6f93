/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

/** Part of an account that is given back at once, after a failure too. For one thread. */
public final class MemoryScope implements MemoryAccount, AutoCloseable {

    private final MemoryAccount account;
    private long held;

    /** Holds nothing yet. */
    public MemoryScope(MemoryAccount account) {
        this.account = account;
    }

    @Override
    public void add(long bytes) {
        account.add(bytes);
        held += bytes;
    }

    @Override
    public void close() {
        account.add(-held);
        held = 0;
    }
}
