/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import org.assort.model.check.RefusedException;

/** A model folder, a model file or the native libraries cannot be used; the message is for the operator. */
public class ModelException extends Exception {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns whether the same files may be loaded another time, as what was in the way is not theirs: a disk that could not be
     * read, a trial for which the machine had no time, memory that was short. What is refused, or has no such cause, stays so.
     */
    public boolean mayPass() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException
                    || cause instanceof CharacterCodingException
                    || cause instanceof JsonProcessingException) {
                return false;
            }
            if (cause instanceof IOException || cause instanceof LateException || lacksMemory(cause)) {
                return true;
            }
        }
        return false;
    }

    // The runtime has no code of its own for that.
    private static boolean lacksMemory(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return cause instanceof OrtException
                && (message.contains("alloc")
                        || message.contains("out of memory")
                        || message.contains("available memory"));
    }
}
