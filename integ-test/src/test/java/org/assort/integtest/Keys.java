/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A key and its certificate, which nobody trusts but who is told to. */
final class Keys {

    /** The file with the key and the certificate. */
    static final String STORE = "keys.p12";

    /** The file with the certificate alone. */
    static final String CERTIFICATE = "ca.pem";

    /** The file with the certificate as one to trust. */
    static final String TRUST = "trust.p12";

    /** Of both stores. */
    static final String PASSWORD = "changeit";

    private Keys() {}

    /** Makes the files, for a server of this machine. */
    static void make(Path folder, String name) throws IOException, InterruptedException {
        String store = folder.resolve(STORE).toString();
        String certificate = folder.resolve(CERTIFICATE).toString();
        keytool(store, "-genkeypair", "-keyalg", "RSA", "-dname", name, "-ext", "san=dns:localhost,ip:127.0.0.1");
        keytool(store, "-exportcert", "-rfc", "-file", certificate);
        keytool(folder.resolve(TRUST).toString(), "-importcert", "-noprompt", "-file", certificate);
    }

    private static void keytool(String store, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-alias", "a", "-keystore", store, "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue());
    }
}
