/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.DocWriteRequest;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.engine.VersionConflictEngineException;
import org.opensearch.ingest.IngestService;

/** Keeps the catalogue in one document, changed by conditional writes. Its callers' threads wait. */
final class CatalogueStore {

    private static final Logger logger = LogManager.getLogger(CatalogueStore.class);

    private static final String DOCUMENT = "catalogue";

    /** Writers that another overtook read again; so many can only do it to each other if each of them gets on. */
    private static final int MOST_TRIES = 100;

    private final StoreClient client;
    private final ClusterService cluster;

    CatalogueStore(StoreClient client, ClusterService cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /** Returns the catalogue as it is after all writes that were answered; empty where the cluster has no store. */
    Catalogue read() {
        if (StoreIndex.exists(cluster.state()) == false) {
            return Catalogue.EMPTY;
        }
        try {
            return catalogue(get());
        } catch (IndexNotFoundException e) {
            return Catalogue.EMPTY;
        }
    }

    private static Catalogue catalogue(GetResponse found) {
        return found.isExists() ? CatalogueJson.read(found.getSourceAsMap()) : Catalogue.EMPTY;
    }

    private GetResponse get() {
        // The primary, so that what the next conditional write is held against is what was read.
        GetRequest request = new GetRequest(StoreIndex.NAME, DOCUMENT).preference("_primary");
        return client.get(request);
    }

    /**
     * Changes the catalogue.
     *
     * @param change may be asked several times, each time with what is there then; what it throws leaves all as it is
     * @return the catalogue after the change
     */
    Catalogue update(UnaryOperator<Catalogue> change) {
        for (int i = 0; i < MOST_TRIES; i++) {
            GetResponse found = get();
            Catalogue before = catalogue(found);
            Catalogue after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            try {
                client.call(IndexAction.INSTANCE, request(after, found));
                return after;
            } catch (VersionConflictEngineException e) {
                // Somebody else changed it: what is asked for is held against what is there now.
                logger.debug("the catalogue was changed meanwhile", e);
            }
        }
        throw new OpenSearchStatusException(
                "the model store is changed by many at once, try again in a moment", RestStatus.CONFLICT);
    }

    private static IndexRequest request(Catalogue catalogue, GetResponse found) {
        IndexRequest request =
                new IndexRequest(StoreIndex.NAME).id(DOCUMENT).setPipeline(IngestService.NOOP_PIPELINE_NAME);
        try (XContentBuilder builder = XContentFactory.jsonBuilder()) {
            CatalogueJson.write(catalogue, builder);
            request.source(builder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.isExists()
                ? request.setIfSeqNo(found.getSeqNo()).setIfPrimaryTerm(found.getPrimaryTerm())
                : request.opType(DocWriteRequest.OpType.CREATE);
    }
}
