/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.nio.file.Files;
import org.junit.Test;

public final class VocabularyTests extends RandomizedTest {
    @Test
    public void publishedTokenizer() throws Exception {
        assertEquals(30521, Vocabulary.greatestId(Files.readString(Models.tokenizer(Models.FP32))));
    }

    @Test
    public void bothFormsOfVocabulary() throws Exception {
        String before = "{\"added_tokens\": [{\"id\": 900, \"vocab\": {\"x\": 901}}], \"model\": {\"type\": \"t\", ";
        assertEquals(7, Vocabulary.greatestId(before + "\"vocab\": {\"b\": 7, \"a\": 3}, \"merges\": [[1]]}}"));
        assertEquals(
                2,
                Vocabulary.greatestId(before + "\"vocab\": [[\"a\", -1.5], [\"b\", -2], [\"c\", 99]], \"unk\": 0}}"));
        assertEquals(-1, Vocabulary.greatestId(before + "\"vocab\": {}}}"));
        assertEquals(-1, Vocabulary.greatestId(before + "\"merges\": []}}"));
        assertEquals(-1, Vocabulary.greatestId("{\"vocab\": {\"a\": 1}}"));
        assertEquals(-1, Vocabulary.greatestId("[]"));
    }
}
