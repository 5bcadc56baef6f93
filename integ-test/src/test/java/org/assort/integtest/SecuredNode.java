/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assort.demo.node.Distribution;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeFailure;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.soak.Await;

/** A node with the security plugin: nobody may do what he was not permitted to do. */
final class SecuredNode implements AutoCloseable {

    private static final String ADMIN = "admin:admin";
    private static final String PASSWORD = "seven-Lamps-0f-oak";
    private static final String API = "/_plugins/_security/api/";
    private static final String NAME = "CN=node";

    private final OpenSearchNode node;
    private final List<Http> clients = new ArrayList<>();

    /** Starts a node that has our plugin and the security plugin beside what the settings say. */
    SecuredNode(NodeSettings settings) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("assort-security");
        try {
            Distribution distribution = Project.artifacts().distribution();
            String version = distribution.zip().getFileName().toString().replaceAll("^opensearch-|\\.zip$", "");
            Path zip = SecurityZip.write(Project.peer("opensearch-security"), version, folder);
            node = OpenSearchNode.unpack(
                    distribution,
                    secured(settings).withPlugin(Project.artifacts().plugin()).withPlugin(zip));
            start(folder);
        } finally {
            Folders.delete(folder);
        }
    }

    private static NodeSettings secured(NodeSettings settings) {
        String transport = "plugins.security.ssl.transport.";
        return settings.withSetting(transport + "keystore_filepath", Keys.STORE)
                .withSetting(transport + "keystore_password", Keys.PASSWORD)
                .withSetting(transport + "keystore_type", "PKCS12")
                .withSetting(transport + "truststore_filepath", Keys.TRUST)
                .withSetting(transport + "truststore_password", Keys.PASSWORD)
                .withSetting(transport + "truststore_type", "PKCS12")
                .withSetting("plugins.security.ssl.http.enabled", "false")
                .withSetting("plugins.security.nodes_dn", "[\"" + NAME + "\"]")
                .withSetting("plugins.security.authcz.admin_dn", "[\"CN=nobody\"]")
                .withSetting("plugins.security.allow_default_init_securityindex", "true")
                .withSetting("plugins.security.restapi.roles_enabled", "[\"all_access\"]")
                .withSetting("plugins.security.system_indices.enabled", "true");
    }

    private void start(Path folder) throws IOException, InterruptedException {
        try {
            node.installPlugins();
            Keys.make(folder, NAME);
            for (String file : List.of(Keys.STORE, Keys.TRUST)) {
                Files.copy(folder.resolve(file), node.home().resolve("config").resolve(file));
            }
            node.start();
            Http admin = admin();
            Await.until("the node is ready", SharedNode.PATIENCE, () -> isReady(admin));
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    private boolean isReady(Http admin) throws IOException {
        if (node.isAlive() == false) {
            throw new NodeFailure("the node died:\n" + node.logTail(40));
        }
        try {
            return admin.get("/_cluster/health?wait_for_status=yellow&timeout=1s")
                    .isOk();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Requests of whoever may do everything. */
    Http admin() {
        return client(ADMIN);
    }

    /** Requests of somebody whom {@link #user} made. */
    Http as(String name) {
        return client(name + ":" + PASSWORD);
    }

    private Http client(String user) {
        Http client = new Http(node.http().base(), SharedNode.PATIENCE, user);
        clients.add(client);
        return client;
    }

    /** Makes a user who has a role of his own. */
    Http user(String name, JsonNode role) throws IOException {
        Http admin = clients.getFirst();
        admin.put(API + "internalusers/" + name, "{\"password\": \"" + PASSWORD + "\"}")
                .ok();
        admin.put(API + "roles/role-of-" + name, role).ok();
        admin.put(API + "rolesmapping/role-of-" + name, "{\"users\": [\"" + name + "\"]}")
                .ok();
        return as(name);
    }

    /** Runs the command for models as the administrator. */
    String model(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("bin/opensearch-assort/model"));
        command.addAll(List.of(words));
        command.addAll(List.of("--url", node.http().base().toString(), "-u", ADMIN));
        return node.runTool(command, SharedNode.PATIENCE, waited -> {});
    }

    OpenSearchNode node() {
        return node;
    }

    @Override
    public void close() {
        clients.forEach(Http::close);
        node.close();
    }
}
