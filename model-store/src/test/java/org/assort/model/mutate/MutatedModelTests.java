/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.mutate;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assort.model.check.OnnxModel;
import org.assort.model.check.RefusedException;
import org.assort.model.check.TokenizerFile;
import org.junit.BeforeClass;
import org.junit.Test;

/** The checks alone, over what {@code ./soak models} also loads. */
public final class MutatedModelTests extends RandomizedTest {
    private static MutatedModel.Bases bases;

    @BeforeClass
    public static void read() throws IOException {
        Path models = Path.of(System.getProperty("models.folder"));
        bases = new MutatedModel.Bases(
                Files.readAllBytes(models.resolve("all-minilm-l6-v2-q.onnx")),
                Files.readString(models.resolve("all-minilm-l6-v2-q-tokenizer.json")));
    }

    /** What is wrong is refused in words, and nothing else is ever thrown. */
    @Test
    public void eachIsRefusedOrPasses() throws Exception {
        Path folder = newTempDir();
        long seed = randomLong();
        int refused = 0;
        int passed = 0;
        for (int i = 0; i < 500; i++) {
            MutatedModel model = bases.make(seed, i);
            try {
                OnnxModel.check(Files.write(folder.resolve("m"), model.onnx())).checkRun(1, 16);
                TokenizerFile.check(Files.write(folder.resolve("t"), model.tokenizer()), 16);
                passed++;
            } catch (RefusedException e) {
                assertTrue(model.what(), e.getMessage().length() > 10);
                refused++;
            } catch (IOException e) {
                // Bytes that are no text at all.
                assertTrue(model.what() + e, model.what().startsWith("tokenizer "));
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError(seed + ", case " + i + ", " + model.what(), e);
            }
        }
        assertTrue(refused + " refused, " + passed + " passed", refused > 100 && passed > 50);
    }

    /** What is wrapped deep and then grown would have more places than the heap of a build holds. */
    @Test
    public void caseIsOfSizeToBeHad() throws Exception {
        assertTrue(bases.make(13, 18).tokenizer().length < 64 << 20);
    }

    /** So that a crash can be made again from its seed and number. */
    @Test
    public void theSameSeedMakesTheSameCase() throws Exception {
        long seed = randomLong();
        for (int i = 0; i < 20; i++) {
            MutatedModel once = bases.make(seed, i);
            MutatedModel again = bases.make(seed, i);
            assertEquals(once.what(), again.what());
            assertArrayEquals(once.onnx(), again.onnx());
            assertArrayEquals(once.tokenizer(), again.tokenizer());
        }
    }
}
