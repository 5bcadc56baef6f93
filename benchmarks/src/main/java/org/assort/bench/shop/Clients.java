/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assort.bench.http.KeepAlive;

/** Some clients, each with a connection and a thread of its own. */
public final class Clients implements AutoCloseable {

    private final List<KeepAlive> connections = new ArrayList<>();
    private final ExecutorService threads;

    public Clients(ShopNodes node, int size) throws IOException {
        this.threads = Executors.newFixedThreadPool(size);
        for (int i = 0; i < size; i++) {
            connections.add(node.connect());
        }
    }

    /** What one client does. */
    public interface Work<T> {
        T of(int client, KeepAlive connection) throws IOException;
    }

    /** Lets all clients work at once and returns when the last has ended. */
    public <T> List<T> all(Work<T> work) throws IOException, InterruptedException {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            int client = i;
            tasks.add(() -> work.of(client, connections.get(client)));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(tasks)) {
            try {
                results.add(result.get());
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
        return results;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (KeepAlive connection : connections) {
            connection.close();
        }
    }
}
