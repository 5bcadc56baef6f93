/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import static org.opensearch.test.OpenSearchTestCase.expectThrows;

import java.io.IOException;
import java.util.List;
import org.junit.Assert;
import org.opensearch.common.CheckedFunction;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;

/** Byte strings as values: JSON has none, CBOR has. */
public final class ByteStrings {

    private ByteStrings() {}

    /** Fails unless each field refuses one, by its name. */
    public static void assertRefused(
            List<String> fields,
            CheckedFunction<XContentBuilder, XContentParser, IOException> parsers,
            CheckedFunction<XContentParser, ?, IOException> reader)
            throws IOException {
        for (String field : fields) {
            XContentBuilder cbor = XContentFactory.cborBuilder()
                    .startObject()
                    .field(field, new byte[] {'a', 'b'})
                    .endObject();
            try (XContentParser parser = parsers.apply(cbor)) {
                parser.nextToken();
                ParsingException e = expectThrows(ParsingException.class, () -> reader.apply(parser));
                Assert.assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "] must "));
                Assert.assertTrue(e.getMessage(), e.getMessage().endsWith(", got [a byte string]"));
            }
        }
    }
}
