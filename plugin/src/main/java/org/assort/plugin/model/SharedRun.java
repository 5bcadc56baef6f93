/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Texts of several requests, for one model and one purpose, embedded in one run, in which none suffers from another. */
final class SharedRun {

    private static final Logger logger = LogManager.getLogger(SharedRun.class);

    private SharedRun() {}

    /** A request and those of its texts that are next. */
    record Part(EmbeddingRequest request, List<String> texts) {}

    /** Returns the requests that have got vectors for their texts; the others are told why not. */
    static List<EmbeddingRequest> of(List<Part> batch) {
        List<Part> wanted = batch.stream().filter(SharedRun::isWanted).toList();
        if (wanted.size() > 1) {
            try {
                return runTogether(wanted);
            } catch (RuntimeException e) {
                // One text can fail a run; the others are not to suffer for it.
                logger.debug("a batch of [{}] requests failed, each is run alone", wanted.size(), e);
            }
        }
        return wanted.stream().filter(SharedRun::runAlone).map(Part::request).toList();
    }

    private static boolean isWanted(Part part) {
        try {
            part.request().limits().check();
            return true;
        } catch (RuntimeException e) {
            part.request().fail(e);
            return false;
        }
    }

    private static List<EmbeddingRequest> runTogether(List<Part> parts) {
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.addAll(part.texts()));
        parts.forEach(part -> part.request().counters().running());
        float[][] vectors;
        try {
            vectors = EmbeddingJob.run(parts.get(0).request(), texts, () -> checkAny(parts));
        } finally {
            parts.forEach(part -> part.request().counters().paused());
        }
        int from = 0;
        for (Part part : parts) {
            int to = from + part.texts().size();
            part.request().add(Arrays.copyOfRange(vectors, from, to));
            from = to;
        }
        return parts.stream().map(Part::request).toList();
    }

    /** Throws when no request wants the batch any more. */
    private static void checkAny(List<Part> parts) {
        RuntimeException last = null;
        for (Part part : parts) {
            try {
                part.request().limits().check();
                return;
            } catch (RuntimeException e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    private static boolean runAlone(Part part) {
        try {
            EmbeddingJob.embed(part.request(), part.texts());
            return true;
        } catch (RuntimeException e) {
            part.request().fail(e);
            return false;
        }
    }
}
