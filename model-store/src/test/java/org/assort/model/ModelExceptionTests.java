/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonParseException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assort.model.check.RefusedException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which failures are a model's own, and which may be over when it is tried again. */
public final class ModelExceptionTests {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private static boolean mayPass(Throwable cause) {
        return new ModelException("outer", new ModelException("inner", cause)).mayPass();
    }

    @Test
    public void whatTheMachineHadNotMayPass() {
        assertTrue(mayPass(new IOException("Input/output error")));
        assertTrue(mayPass(new FileSystemException("model.onnx", null, "Too many open files")));
        assertTrue(mayPass(new LateException("it must be done in [60000] ms, it took longer")));
        for (String message : new String[] {
            "Error code - ORT_RUNTIME_EXCEPTION - message: std::bad_alloc",
            "Error code - ORT_FAIL - message: bad allocation",
            "Failed to allocate memory for requested buffer of size 1536",
            "CUDA failure 2: out of memory",
            "Available memory of 0 is smaller than requested bytes of 256"
        }) {
            assertTrue(message, mayPass(new OrtException(message)));
        }
    }

    @Test
    public void whatIsTheModelsOwnDoesNot() {
        assertFalse(new ModelException("[dimension] must be the model's, [384], got [3]").mayPass());
        assertFalse(mayPass(new RefusedException("the operator [Loop] is not allowed")));
        assertFalse(mayPass(new RefusedException("it must be JSON within bounds", new JsonParseException(null, "no"))));
        assertFalse(mayPass(new JsonParseException(null, "no")));
        assertFalse(mayPass(new MalformedInputException(1)));
        assertFalse(mayPass(new OrtException("Error code - ORT_INVALID_GRAPH - message: no such input")));
        assertFalse(mayPass(new EmbeddingException("model [m] gave a vector with [NaN] in it for the text at [0]")));
        assertFalse(mayPass(new EmbeddingException("model [m] failed", new OrtException("non-zero status code"))));
        assertFalse(mayPass(new UnsatisfiedLinkError("libonnxruntime.so: cannot allocate memory in static TLS block")));
    }

    @Test
    public void aManifestThatIsMissingOrBrokenDoesNot() throws Exception {
        Path folder = temporary.newFolder("model").toPath();
        ModelException missing = fault(folder);
        assertFalse(missing.getMessage(), missing.mayPass());
        Files.writeString(folder.resolve(ModelManifest.FILE), "{");
        ModelException broken = fault(folder);
        assertFalse(broken.getMessage(), broken.mayPass());
    }

    private static ModelException fault(Path folder) {
        return assertThrows(ModelException.class, () -> ModelManifest.read(folder));
    }
}
