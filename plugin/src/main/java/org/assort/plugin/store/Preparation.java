/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.ModelException;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.OnDemandModel;

/**
 * The way of a version to being served on this node: fetched, where the disk has it not, then loaded, or only verified where it is
 * loaded on demand. One version at a time.
 */
final class Preparation {

    private static final Logger logger = LogManager.getLogger(Preparation.class);

    private final ModelCache cache;
    private final ModelCache.Source chunks;
    private final Opener opener;

    Preparation(ModelCache cache, ModelCache.Source chunks, Opener opener) {
        this.cache = cache;
        this.chunks = chunks;
        this.opener = opener;
    }

    /** Makes a model of a folder. */
    @FunctionalInterface
    interface Opener {
        /**
         * Returns the model.
         *
         * @param pinned whether it is to be loaded, and stay so, however this node loads its models
         */
        OnDemandModel open(Path folder, boolean pinned) throws ModelException;
    }

    /** Who has the versions; each preparation ends in one {@link #done} or {@link #failed}. */
    interface Owner {

        /** Returns whether to go on; asked between chunks. */
        boolean isWanted(NodeVersion version);

        /**
         * Returns whether the store has made it active. One that may become so when all nodes have it warm is to be loaded, and
         * stay so: that is how it is known that it can be.
         */
        boolean isActive(NodeVersion version);

        /** Does one step, under the lock that guards the version, and shows it. */
        void change(NodeVersion version, Runnable step);

        /** Does the last step likewise. */
        void done(NodeVersion version, Runnable end);

        /** It did not work, and may when it is tried again. */
        void failed(NodeVersion version, String why);
    }

    // Errors too: a native library that does not fit must cost the node its model, not its life.
    void run(NodeVersion prepared, Owner owner) {
        ModelVersion version = prepared.version();
        try {
            if (cache.has(version) == false) {
                cache.fetch(
                        version,
                        chunks,
                        bytes -> owner.change(prepared, () -> prepared.fetched(bytes)),
                        () -> owner.isWanted(prepared));
            }
            owner.change(prepared, () -> prepared.is(ModelState.LOADING));
            OnDemandModel model = opener.open(cache.folder(version), owner.isActive(prepared) == false);
            owner.done(prepared, () -> prepared.ready(model));
        } catch (ModelException e) {
            if (mayPass(version, e)) {
                logger.warn("version [{}] of model [{}] could not be loaded", version.number(), version.id(), e);
                owner.failed(prepared, String.valueOf(e.getMessage()));
            } else {
                broken(prepared, owner, e);
            }
        } catch (LinkageError e) {
            broken(prepared, owner, e);
        } catch (IOException | RuntimeException e) {
            logger.warn("version [{}] of model [{}] cannot be had", version.number(), version.id(), e);
            owner.failed(prepared, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static void broken(NodeVersion prepared, Owner owner, Throwable why) {
        ModelVersion version = prepared.version();
        logger.error("version [{}] of model [{}] cannot be loaded", version.number(), version.id(), why);
        owner.done(prepared, () -> prepared.broken(String.valueOf(why.getMessage())));
    }

    /** Returns whether it may load another time: what stopped it may be over, or the files are not what was verified any more. */
    private boolean mayPass(ModelVersion version, ModelException failure) {
        try {
            return failure.mayPass() || cache.has(version) == false;
        } catch (IOException e) {
            failure.addSuppressed(e);
            return true;
        }
    }
}
