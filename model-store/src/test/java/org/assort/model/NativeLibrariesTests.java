/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public final class NativeLibrariesTests extends RandomizedTest {
    private static final String ORT_PATH = "onnxruntime.native.path";

    @Test
    public void theBuildUnpacksFourPlatforms() {
        Path folder = Path.of(System.getProperty("unpacked.native.folder"));
        for (String file : List.of(
                "linux-x64/libonnxruntime.so",
                "linux-x64/libonnxruntime4j_jni.so",
                "linux-x64/libtokenizers.so",
                "linux-aarch64/libonnxruntime.so",
                "linux-aarch64/libonnxruntime4j_jni.so",
                "linux-aarch64/libtokenizers.so",
                "osx-aarch64/libonnxruntime.dylib",
                "osx-aarch64/libonnxruntime4j_jni.dylib",
                "osx-aarch64/libtokenizers.dylib",
                "win-x64/onnxruntime.dll",
                "win-x64/onnxruntime4j_jni.dll",
                "win-x64/tokenizers.dll",
                "win-x64/libstdc++-6.dll")) {
            assertTrue(file, Files.isRegularFile(folder.resolve(file)));
        }
    }

    @Test
    public void platformNames() {
        assertEquals("linux-x64", NativeLibraries.platform("Linux", "amd64"));
        assertEquals("linux-aarch64", NativeLibraries.platform("Linux", "aarch64"));
        assertEquals("osx-aarch64", NativeLibraries.platform("Mac OS X", "aarch64"));
        assertEquals("osx-x64", NativeLibraries.platform("Mac OS X", "x86_64"));
        assertEquals("win-x64", NativeLibraries.platform("Windows 11", "amd64"));
        assertEquals("freebsd-riscv64", NativeLibraries.platform("FreeBSD", "riscv64"));
    }

    @Test
    public void thePropertyOfTheWholeJvmIsPutBack() throws Exception {
        assertNull(System.getProperty(ORT_PATH));
        NativeLibraries natives = Models.natives();
        assertSame(natives.load(), natives.load());
        assertNull(System.getProperty(ORT_PATH));
        System.setProperty(ORT_PATH, "/another/plugin");
        try {
            Models.natives().load();
            assertEquals("/another/plugin", System.getProperty(ORT_PATH));
        } finally {
            System.clearProperty(ORT_PATH);
        }
    }

    @Test
    public void aPlatformThatIsNotThere() throws Exception {
        Path folder = newTempDir();
        Files.createDirectory(folder.resolve("plan9-mips"));
        assertThat(
                fault(folder),
                allOf(
                        containsString("there are no native libraries for [" + NativeLibraries.platform() + "]"),
                        containsString("there are [plan9-mips]")));
    }

    @Test
    public void aMissingLibrary() throws Exception {
        Path libraries = Files.createDirectory(newTempDir().resolve(NativeLibraries.platform()));
        Files.createFile(libraries.resolve(System.mapLibraryName("onnxruntime")));
        assertThat(
                fault(libraries.getParent()),
                allOf(
                        containsString("lacks [" + System.mapLibraryName("onnxruntime4j_jni") + ", "
                                + System.mapLibraryName("tokenizers") + "]"),
                        containsString("it has [" + System.mapLibraryName("onnxruntime") + "]")));
    }

    @Test
    public void aDamagedLibraryIsSaidEachTime() throws Exception {
        Path libraries = Files.createDirectory(newTempDir().resolve(NativeLibraries.platform()));
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni", "tokenizers")) {
            Files.writeString(libraries.resolve(System.mapLibraryName(name)), "not a library");
        }
        NativeLibraries natives = NativeLibraries.in(libraries.getParent());
        for (int i = 0; i < 2; i++) {
            String message = assertThrows(ModelException.class, natives::load).getMessage();
            assertThat(message, allOf(containsString("could not be loaded: "), containsString("restart the node")));
        }
    }

    private static String fault(Path folder) {
        NativeLibraries natives = NativeLibraries.in(folder);
        return assertThrows(ModelException.class, natives::load).getMessage();
    }
}
