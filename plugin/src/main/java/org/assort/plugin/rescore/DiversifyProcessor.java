/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversifyParser;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.pipeline.SearchRequestProcessor;

/**
 * The request processor {@code diversify} of search pipelines: gives a search that has no clause the one of the pipeline.
 *
 * <p>It changes nothing when it runs: by then the way between query and fetch is laid. {@link PipelineClause} reads it before
 * and puts the clause into the search, as if the user had sent it.
 */
public final class DiversifyProcessor implements SearchRequestProcessor {

    /** Name in pipelines. */
    public static final String TYPE = "diversify";

    private static final String WINDOW = "window_size";

    private final String tag;
    private final String description;
    private final boolean ignoreFailure;

    private DiversifyProcessor(String tag, String description, boolean ignoreFailure) {
        this.tag = tag;
        this.description = description;
        this.ignoreFailure = ignoreFailure;
    }

    /** A clause of a pipeline, and its window where the pipeline says one. */
    record Configuration(DiversifyClause clause, Integer window) {}

    /**
     * Creates the processor of a pipeline.
     *
     * @param config the clause, beside {@code window_size}; emptied, as core wants it
     * @throws IllegalArgumentException (400) naming the field, what is allowed and what came
     */
    public static DiversifyProcessor create(
            String tag, String description, boolean ignoreFailure, Map<String, Object> config) throws IOException {
        read(config);
        config.clear();
        return new DiversifyProcessor(tag, description, ignoreFailure);
    }

    /** Reads the configuration of a processor, without what core reads of every processor. */
    static Configuration read(Map<?, ?> config) throws IOException {
        Map<String, Object> clause = new HashMap<>();
        config.forEach((key, value) -> clause.put(String.valueOf(key), value));
        Object window = clause.remove(WINDOW);
        boolean whole = window instanceof Integer size && size >= 1 && size <= DiversifyBuilder.MAX_WINDOW;
        if (window != null && whole == false) {
            throw new IllegalArgumentException("[window_size] of [diversify] must be in [1, "
                    + DiversifyBuilder.MAX_WINDOW + "], got [" + window + "]");
        }
        BytesReference json = BytesReference.bytes(JsonXContent.contentBuilder().map(clause));
        try (XContentParser parser = JsonXContent.jsonXContent.createParser(
                NamedXContentRegistry.EMPTY, DeprecationHandler.THROW_UNSUPPORTED_OPERATION, json.streamInput())) {
            parser.nextToken();
            return new Configuration(DiversifyParser.parse(parser), (Integer) window);
        }
    }

    @Override
    public SearchRequest processRequest(SearchRequest request) {
        return request;
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public String getTag() {
        return tag;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public boolean isIgnoreFailure() {
        return ignoreFailure;
    }
}
