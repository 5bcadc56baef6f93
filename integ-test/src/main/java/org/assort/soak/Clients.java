/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Several clients that share a list of jobs. */
public final class Clients {

    private Clients() {}

    /** One job of those numbered from 0; safe to be run beside others. */
    @FunctionalInterface
    public interface Job {

        /** Does it, and returns what is wrong, or nothing. */
        Optional<String> flaw(int number) throws IOException;
    }

    /** Does all jobs and returns what was wrong, in no particular order. */
    public static List<String> flaws(int clients, int jobs, Job job) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                running.add(threads.submit(() -> {
                    List<String> flaws = new ArrayList<>();
                    for (int i = next.getAndIncrement(); i < jobs; i = next.getAndIncrement()) {
                        job.flaw(i).ifPresent(flaws::add);
                    }
                    return flaws;
                }));
            }
            List<String> flaws = new ArrayList<>();
            for (Future<List<String>> client : running) {
                flaws.addAll(client.get());
            }
            return flaws;
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
