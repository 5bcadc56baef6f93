/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assort.model.ModelManifest;
import org.opensearch.common.Nullable;

/**
 * What the command was told.
 *
 * @param action to take; null where help was asked for, or nothing
 * @param operands of the action
 * @param helps whether help was asked for
 * @param access to a node
 * @param id of the model, or null
 * @param force whether what the cluster would refuse for safety is done all the same
 * @param replace whether an upload begins anew
 * @param waits whether an upload waits until the nodes have the model
 */
record CommandOptions(
        @Nullable Action action,
        List<String> operands,
        boolean helps,
        Access access,
        @Nullable String id,
        boolean force,
        boolean replace,
        boolean waits) {

    static final String USAGE = """
            Puts sentence encoders into the cluster's model store, and shows what is there.

              model upload FOLDER     uploads a model folder, or goes on where an upload stopped; waits until all nodes have it
              model list              each model, and where it stands on each node
              model test TEXT TEXT    embeds both texts, and says how alike they are
              model delete ID         deletes a model, unless a field or a pipeline names it

              --url URL               a node of the cluster; default http://localhost:9200
              -u, --user NAME:PASSWORD  asks for the password where there is none
              --cacert FILE           certificates to trust, PEM
              -k, --insecure          trusts any certificate
              --id ID                 upload: the model's id; default: the folder's name
                                      test: a model's id; default: the only model's
              --force                 upload: although vectors change that something expects
                                      delete: although something names it
              --replace               upload: begin anew, whatever is there of it
              --no-wait               upload: do not wait for the nodes
              --help                  this page

            Exit status: 0 done, 1 it did not work, 2 an option is wrong.
            """;

    /**
     * Reads the command line.
     *
     * @param folder in which relative files are
     * @throws IllegalArgumentException naming what is wrong
     */
    static CommandOptions parse(Path folder, String... arguments) {
        List<String> words = new ArrayList<>();
        Set<String> given = new LinkedHashSet<>();
        String url = "http://localhost:9200";
        String user = null;
        Path cacert = null;
        String id = null;
        boolean insecure = false;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--url" -> url = value(argument, rest);
                case "-u", "--user" -> user = value(argument, rest);
                case "--cacert" -> cacert = folder.resolve(value(argument, rest));
                case "--id" -> id = ModelManifest.checkId("[--id]", value(argument, rest));
                case "-k", "--insecure" -> insecure = true;
                case "--force", "--replace", "--no-wait", "-h", "--help" -> {}
                default -> {
                    if (argument.startsWith("-") && argument.length() > 1) {
                        throw new IllegalArgumentException("[" + argument + "] is not an option; see --help");
                    }
                    words.add(argument);
                    continue;
                }
            }
            given.add(argument);
        }
        boolean helps = given.contains("-h")
                || given.contains("--help")
                || (words.isEmpty() == false && words.getFirst().equals("help"));
        Action action = helps || words.isEmpty() ? null : Action.of(words.getFirst());
        List<String> operands = action == null ? List.of() : List.copyOf(words.subList(1, words.size()));
        if (action != null) {
            action.check(operands, given);
        }
        return new CommandOptions(
                action,
                operands,
                helps,
                new Access(address(url), user, cacert, insecure),
                id,
                given.contains("--force"),
                given.contains("--replace"),
                given.contains("--no-wait") == false);
    }

    private static String value(String option, Iterator<String> rest) {
        if (rest.hasNext() == false) {
            throw new IllegalArgumentException("[" + option + "] needs a value; see --help");
        }
        return rest.next();
    }

    private static URI address(String url) {
        try {
            URI address = new URI(url.contains("://") ? url : "http://" + url);
            if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("[--url] must be the address of a node, got [" + url + "]", e);
        }
        throw new IllegalArgumentException("[--url] must be http or https and a host, got [" + url + "]");
    }
}
