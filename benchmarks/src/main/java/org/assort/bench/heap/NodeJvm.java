/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.heap;

import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.Ports;

/** What only a node's JVM knows: how many bytes its threads have allocated. */
public final class NodeJvm implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final ObjectName threads;

    /**
     * Connects to a node's JVM.
     *
     * @param port as given to {@link #open}
     */
    @SuppressWarnings("BanJNDI") // who is asked is the node that was started here
    public NodeJvm(int port) throws IOException {
        String address = "service:jmx:rmi:///jndi/rmi://" + Ports.HOST + ":" + port + "/jmxrmi";
        this.connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        this.beans = connector.getMBeanServerConnection();
        try {
            this.threads = new ObjectName("java.lang:type=Threading");
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    /** Lets whoever is on this machine ask the JVM of a node that is started with these settings. */
    public static NodeSettings open(NodeSettings settings, int port) {
        String name = "-Dcom.sun.management.jmxremote.";
        return settings.withJvmOption(name + "port=" + port)
                .withJvmOption(name + "rmi.port=" + port)
                .withJvmOption(name + "host=" + Ports.HOST)
                .withJvmOption(name + "local.only=true")
                .withJvmOption(name + "authenticate=false")
                .withJvmOption(name + "ssl=false")
                .withJvmOption("-Djava.rmi.server.hostname=" + Ports.HOST);
    }

    /** Bytes that threads have allocated since the JVM started, those that have ended included. */
    public long allocated() throws IOException {
        try {
            return (Long) beans.getAttribute(threads, "TotalThreadAllocatedBytes");
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
