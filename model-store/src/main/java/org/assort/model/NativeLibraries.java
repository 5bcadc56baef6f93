/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ONNX Runtime and the tokenizer library, loaded from a folder that is only read: {@code <folder>/<platform>/} for the
 * platforms {@code linux-x64}, {@code linux-aarch64}, {@code osx-aarch64} and {@code win-x64}. Nothing is unpacked,
 * downloaded or looked for elsewhere. Loading happens with the first model, once in a JVM; safe for many threads.
 *
 * <p>The tokenizer's JNI class is used directly, without DJL: DJL's own way to load it asks a metadata service for the
 * machine's name and reports it, searches for GPUs and keeps a copy of the library under the home folder.
 */
public final class NativeLibraries {
    private static final String ORT_PATH = "onnxruntime.native.path";
    private static final List<String> ORT = List.of("onnxruntime", "onnxruntime4j_jni");
    private static final List<String> TOKENIZER = List.of("tokenizers");

    /** What tokenizers.dll is linked to, in the order in which they need each other. */
    private static final List<String> TOKENIZER_ON_WINDOWS =
            List.of("libwinpthread-1", "libgcc_s_seh-1", "libstdc++-6", "tokenizers");

    private final Path folder;
    private OrtEnvironment environment;
    private ModelException failure;

    private NativeLibraries(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks at nothing yet: what is missing is said when the first model is loaded.
     *
     * @param folder has one subfolder for each platform
     */
    public static NativeLibraries in(Path folder) {
        return new NativeLibraries(folder.toAbsolutePath());
    }

    /** This machine in the names of the subfolders, such as {@code linux-x64}. */
    public static String platform() {
        return platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static String platform(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String os = name.startsWith("windows") ? "win" : name.startsWith("mac") ? "osx" : name;
        return os + "-"
                + switch (arch) {
                    case "amd64", "x86_64" -> "x64";
                    case "arm64" -> "aarch64";
                    default -> arch;
                };
    }

    /**
     * Loads both libraries, or says again why they could not be: a failed start of ONNX Runtime lasts as long as the
     * JVM.
     */
    synchronized OrtEnvironment load() throws ModelException {
        if (failure != null) {
            throw new ModelException(failure.getMessage(), failure);
        }
        if (environment == null) {
            Path libraries = checkedFolder();
            try {
                loadTokenizer(libraries);
                environment = startRuntime(libraries);
            } catch (LinkageError | RuntimeException | OrtException e) {
                failure = new ModelException(
                        "the native libraries in [" + libraries + "] could not be loaded: " + rootMessage(e)
                                + "; mend the cause and restart the node",
                        e);
                throw failure;
            }
        }
        return environment;
    }

    /**
     * Why the system's loader does not load one more library of the folder; empty where it does.
     *
     * @param library without what the platform puts before and after its name
     */
    Optional<String> loadError(String library) {
        try {
            System.load(folder.resolve(platform()).resolve(fileName(library)).toString());
            return Optional.empty();
        } catch (UnsatisfiedLinkError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Path checkedFolder() throws ModelException {
        String platform = platform();
        Path libraries = folder.resolve(platform);
        if (!Files.isDirectory(libraries)) {
            throw new ModelException(
                    "there are no native libraries for [" + platform + "] (" + System.getProperty("os.name") + ", "
                            + System.getProperty("os.arch") + ") in [" + folder + "], there are " + names(folder));
        }
        List<String> missing = new ArrayList<>();
        Stream.concat(ORT.stream(), TOKENIZER.stream())
                .map(NativeLibraries::fileName)
                .filter(name -> !Files.isRegularFile(libraries.resolve(name)))
                .forEach(missing::add);
        if (!missing.isEmpty()) {
            throw new ModelException("[" + libraries + "] lacks " + missing + ", it has " + names(libraries));
        }
        return libraries;
    }

    /** JNI finds the functions of a class in the libraries that its own class loader has loaded. */
    private static void loadTokenizer(Path libraries) {
        if (!Objects.equals(TokenizersLibrary.class.getClassLoader(), NativeLibraries.class.getClassLoader())) {
            throw new IllegalStateException("tokenizers.jar and the model store must share one class loader");
        }
        List<String> names = platform().startsWith("win") ? TOKENIZER_ON_WINDOWS : TOKENIZER;
        for (String name : names) {
            System.load(libraries.resolve(fileName(name)).toString());
        }
    }

    /**
     * The path is a property of the whole JVM, so it is put back at once: another plugin may bring an ONNX Runtime of
     * another version.
     */
    private static OrtEnvironment startRuntime(Path libraries) throws OrtException {
        synchronized (NativeLibraries.class) {
            String before = System.getProperty(ORT_PATH);
            System.setProperty(ORT_PATH, libraries.toString());
            try {
                // Errors come as exceptions; printed, they would bypass the node's log.
                OrtEnvironment environment =
                        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "assort");
                environment.setTelemetry(false);
                return environment;
            } finally {
                if (before == null) {
                    System.clearProperty(ORT_PATH);
                } else {
                    System.setProperty(ORT_PATH, before);
                }
            }
        }
    }

    private static String fileName(String library) {
        return System.mapLibraryName(library);
    }

    private static List<String> names(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(child -> String.valueOf(child.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root);
    }
}
