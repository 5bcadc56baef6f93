/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks the callers of running graphs, again and again, whether they still want them, and stops those that nobody does. One
 * thread for all models of a loader, which is there while a model is and sleeps while nothing runs. Safe for many threads.
 *
 * <p>ONNX Runtime looks between two nodes whether it is to stop, so a run ends after the node that it is in; how long that
 * can take is bounded by the check of the graph.
 */
final class RunWatch {
    /** How long a run may take before its caller is asked, and from then on between two questions. */
    static final long PERIOD_MILLIS = 25;

    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private int users;
    private ScheduledThreadPoolExecutor ticks;

    /** For one more model; each has its {@link #close}. */
    synchronized void open() {
        if (users++ == 0) {
            ticks = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "assort-run-watch");
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    /** For one model less, whose runs have all ended. */
    void close() {
        ScheduledThreadPoolExecutor last = leave();
        if (last == null) {
            return;
        }
        last.shutdownNow();
        try {
            // A tick is short; that its thread has gone is only for who counts threads.
            boolean gone = last.awaitTermination(1, TimeUnit.SECONDS);
            assert gone || last.isShutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized ScheduledThreadPoolExecutor leave() {
        if (--users > 0) {
            return null;
        }
        ScheduledThreadPoolExecutor last = ticks;
        ticks = null;
        ticking.set(false);
        return last;
    }

    /** Begins to watch; the caller runs the graph with the run's options and closes it in any case. */
    Run start(Cancellation cancellation) throws OrtException {
        Run run = new Run(cancellation);
        running.add(run);
        if (ticking.compareAndSet(false, true)) {
            tickLater();
        }
        return run;
    }

    private synchronized void tickLater() {
        if (ticks != null) {
            Future<?> unused = ticks.schedule(this::tick, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        running.forEach(Run::ask);
        if (running.isEmpty()) {
            ticking.set(false);
            // One that came between the two lines found the ticking on.
            if (running.isEmpty() || !ticking.compareAndSet(false, true)) {
                return;
            }
        }
        tickLater();
    }

    /** One run of a graph. */
    final class Run implements AutoCloseable {
        private final Cancellation cancellation;
        private final OrtSession.RunOptions options = new OrtSession.RunOptions();
        private final long start = System.nanoTime();
        private Throwable stopped;
        private boolean over;

        Run(Cancellation cancellation) throws OrtException {
            this.cancellation = cancellation;
        }

        OrtSession.RunOptions options() {
            return options;
        }

        /** Throws what the caller was stopped with, if it was. */
        synchronized void check() throws EmbeddingException {
            if (stopped instanceof EmbeddingException e) {
                throw e;
            }
            if (stopped instanceof RuntimeException e) {
                throw e;
            }
            if (stopped instanceof Error e) {
                throw e;
            }
        }

        // The lock keeps the options from being freed while they are set.
        private synchronized void ask() {
            if (over || stopped != null || System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS)) {
                return;
            }
            try {
                cancellation.check();
            } catch (EmbeddingException | RuntimeException | Error e) {
                stop(e);
            }
        }

        private void stop(Throwable reason) {
            stopped = reason;
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                stopped.addSuppressed(e);
            }
        }

        @Override
        public void close() {
            running.remove(this);
            synchronized (this) {
                over = true;
                options.close();
            }
        }
    }
}
