/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.opensearch.common.Nullable;

/**
 * What the command was told.
 *
 * @param words the action and what it is for
 * @param url of a node
 * @param user {@code name:password}, or null
 * @param cacert certificates to trust, as PEM, or null for those of the JDK
 * @param insecure whether any certificate will do
 * @param id of the model, or null
 * @param force whether what the cluster would refuse for safety is done all the same
 * @param replace whether an upload begins anew
 * @param waits whether an upload waits until the nodes have the model
 */
record CommandOptions(
        List<String> words,
        URI url,
        @Nullable String user,
        @Nullable Path cacert,
        boolean insecure,
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
              --id ID                 of the model; default: the folder's name, and for test the only model
              --force                 upload although vectors change that something expects; delete although something names it
              --replace               begin the upload anew, whatever is there of it
              --no-wait               do not wait for the nodes
              --help                  this page

            Exit status: 0 done, 1 it did not work, 2 an option is wrong.
            """;

    /** @throws IllegalArgumentException naming what is wrong */
    static CommandOptions parse(String... arguments) {
        List<String> words = new ArrayList<>();
        String url = "http://localhost:9200";
        String user = null;
        String cacert = null;
        String id = null;
        boolean insecure = false;
        boolean force = false;
        boolean replace = false;
        boolean waits = true;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--url" -> url = value(argument, rest);
                case "-u", "--user" -> user = value(argument, rest);
                case "--cacert" -> cacert = value(argument, rest);
                case "--id" -> id = value(argument, rest);
                case "-k", "--insecure" -> insecure = true;
                case "--force" -> force = true;
                case "--replace" -> replace = true;
                case "--no-wait" -> waits = false;
                case "-h", "--help" -> words.add(0, "help");
                default -> {
                    if (argument.startsWith("-") && argument.length() > 1) {
                        throw new IllegalArgumentException("[" + argument + "] is not an option; see --help");
                    }
                    words.add(argument);
                }
            }
        }
        Path certificates = cacert == null ? null : Path.of(cacert);
        return new CommandOptions(words, address(url), user, certificates, insecure, id, force, replace, waits);
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

    /** Returns the only word after the action. */
    String operand(String what) {
        if (words.size() != 2) {
            throw new IllegalArgumentException("[" + words.get(0) + "] takes " + what + " and nothing else, got "
                    + words.subList(1, words.size()));
        }
        return words.get(1);
    }
}
