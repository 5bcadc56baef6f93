/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.io.IOException;
import java.nio.file.Path;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.Ports;

/** Where the build has laid out what these tests need. */
final class Project {

    private Project() {}

    /** The project's folder. */
    static Path root() {
        return path("project.root");
    }

    /** What real nodes run with. */
    static Artifacts artifacts() {
        return new Artifacts(root());
    }

    /** The zip of another project's plugin, by its name. */
    static Path peer(String name) {
        return path("peers").resolve(name + ".zip");
    }

    /** Real data, which lies beside the project where there is any; a user's clone has none. */
    static Path data() {
        return root().resolve("../shared/data").normalize();
    }

    private static Path path(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("[" + property + "] is not set: run these tests with mvn verify");
        }
        return Path.of(value);
    }

    /** Settings of a node that does not live long enough for the optimising compiler to pay. */
    static NodeSettings briefNode() throws IOException {
        return NodeSettings.onPort(Ports.free()).withJvmOption("-XX:TieredStopAtLevel=1");
    }
}
