/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.opensearch.common.util.concurrent.AbstractRunnable;

/**
 * Runs the texts of requests that come at about the same time together, for one model, one purpose and one pool. Safe for use by
 * several threads.
 *
 * <p>At most {@value #LANES} batches are on their way at a time: one is cut into tokens while the other is on the device, and what
 * comes meanwhile goes into the next. Searches and documents have a batcher each, with lanes and a queue of their own, so a search
 * meets at most that many batches of documents on the device, however many wait. Each request is given a slice of a batch in turn,
 * and what is left of the batch after that, so one text does not wait for somebody's thousand.
 */
final class DynamicBatcher {

    private static final int LANES = 2;

    private final Executor executor;
    private final int mostTexts;
    private final LongSupplier waitNanos;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean gathering;
    private int lanes;

    /** A request that waits since some time. */
    private record Waiting(EmbeddingRequest request, long sinceNanos) {}

    /**
     * Creates one without requests.
     *
     * @param mostTexts of a batch
     * @param waitNanos how long the first text of a batch waits for more, at most
     */
    DynamicBatcher(Executor executor, int mostTexts, LongSupplier waitNanos) {
        this.executor = executor;
        this.mostTexts = mostTexts;
        this.waitNanos = waitNanos;
    }

    /** Takes a request; it is answered on a thread of the executor. */
    void add(EmbeddingRequest request) {
        synchronized (this) {
            waiting.addLast(new Waiting(request, System.nanoTime()));
            notifyAll();
        }
        dispatch();
    }

    /** Has a batch made where texts wait and nobody makes one. */
    private void dispatch() {
        synchronized (this) {
            if (waiting.isEmpty() || gathering || lanes == LANES) {
                return;
            }
            gathering = true;
            lanes++;
        }
        executor.execute(new Lane());
    }

    private synchronized void leave() {
        lanes--;
    }

    /** One batch. Each takes a thread anew, so that requests of other models come in between. */
    private final class Lane extends AbstractRunnable {

        @Override
        protected void doRun() throws InterruptedException {
            List<EmbeddingRequest> embedded;
            try {
                List<SharedRun.Part> batch = gather();
                // The other lane may begin with what is left.
                dispatch();
                embedded = SharedRun.of(batch);
            } finally {
                leave();
            }
            List<EmbeddingRequest> done =
                    embedded.stream().filter(request -> request.left() == 0).toList();
            embedded.stream().filter(request -> request.left() > 0).forEach(DynamicBatcher.this::add);
            dispatch();
            done.forEach(DynamicBatcher::answer);
        }

        // The requests have their own bound; past it they do not come here.
        @Override
        public boolean isForceExecution() {
            return true;
        }

        @Override
        public void onRejection(Exception e) {
            leave();
            abandon(e);
        }

        @Override
        public void onFailure(Exception e) {
            abandon(e);
        }
    }

    /** Nobody will run what waits: the node stops. */
    private void abandon(Exception e) {
        List<Waiting> all;
        synchronized (this) {
            gathering = false;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(one -> one.request().reject(e));
    }

    private synchronized List<SharedRun.Part> gather() throws InterruptedException {
        if (waiting.isEmpty() == false) {
            long deadline = waiting.getFirst().sinceNanos() + waitNanos.getAsLong();
            long left = deadline - System.nanoTime();
            while (left > 0 && texts() < mostTexts) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        }
        gathering = false;
        return take();
    }

    private int texts() {
        int texts = 0;
        for (Waiting one : waiting) {
            texts += one.request().left();
            if (texts >= mostTexts) {
                break;
            }
        }
        return texts;
    }

    private List<SharedRun.Part> take() {
        List<EmbeddingRequest> taken = new ArrayList<>();
        int[] counts = new int[waiting.size()];
        int room = mostTexts;
        while (room > 0 && waiting.isEmpty() == false) {
            EmbeddingRequest request = waiting.removeFirst().request();
            int count = Math.min(room, Math.min(EmbeddingJob.SLICE, request.left()));
            counts[taken.size()] = count;
            taken.add(request);
            room -= count;
        }
        List<SharedRun.Part> parts = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            int more = Math.min(room, taken.get(i).left() - counts[i]);
            room -= more;
            parts.add(new SharedRun.Part(taken.get(i), taken.get(i).next(counts[i] + more)));
        }
        return parts;
    }

    private static void answer(EmbeddingRequest request) {
        try {
            request.answer();
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }
}
