/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are trusted. */
final class Trust {

    private Trust() {}

    /** Returns the context that this access asks for. */
    static SSLContext of(Access access) throws IOException {
        try {
            if (access.insecure()) {
                return context(new TrustAll());
            }
            return access.cacert() == null ? SSLContext.getDefault() : context(managers(access.cacert()));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "[--cacert] must be certificates as PEM, got [" + access.cacert() + "]: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(TrustManager... managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    private static TrustManager[] managers(Path pem) throws GeneralSecurityException, IOException {
        if (Files.isDirectory(pem)) {
            throw new IOException("[--cacert] must be a file, got the folder [" + pem + "]");
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + count++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
