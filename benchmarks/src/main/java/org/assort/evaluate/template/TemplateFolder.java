/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assort.demo.node.Http;

/**
 * Templates that lie together: {@code NAME.json} each, {@code grid.json} with the values of those that are shown, and
 * {@code candidates.json} with those among which cross-validation chooses.
 */
public final class TemplateFolder {

    private static final String GRID = "grid";
    private static final String CANDIDATES = "candidates";

    private final Source source;
    private final Set<String> known;

    /** Where the files are. */
    private interface Source {
        /** The content, or null where there is no such file. */
        byte[] read(String file) throws IOException;

        /** All names, sorted, where they are not told by the grid. */
        List<String> names() throws IOException;
    }

    /** @param known the placeholders that every search has a value for */
    private TemplateFolder(Source source, Set<String> known) {
        this.source = source;
        this.known = Set.copyOf(known);
    }

    /** Those that come with the project. */
    public static TemplateFolder builtIn(Set<String> known) {
        return new TemplateFolder(
                new Source() {
                    @Override
                    public byte[] read(String file) throws IOException {
                        try (InputStream in = TemplateFolder.class.getResourceAsStream(file)) {
                            return in == null ? null : in.readAllBytes();
                        }
                    }

                    @Override
                    public List<String> names() {
                        return List.of();
                    }
                },
                known);
    }

    /** The user's own. */
    public static TemplateFolder at(Path folder, Set<String> known) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("[--templates] must be a folder, got [" + folder + "]");
        }
        return new TemplateFolder(
                new Source() {
                    @Override
                    public byte[] read(String file) throws IOException {
                        Path path = folder.resolve(file);
                        return Files.exists(path) ? Files.readAllBytes(path) : null;
                    }

                    @Override
                    public List<String> names() throws IOException {
                        try (Stream<Path> files = Files.list(folder)) {
                            return files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".json"))
                                    .map(name -> name.substring(0, name.length() - ".json".length()))
                                    .filter(name -> !name.equals(GRID) && !name.equals(CANDIDATES))
                                    .sorted(Comparator.naturalOrder())
                                    .toList();
                        }
                    }
                },
                known);
    }

    /** What the table shows: those of the grid in its order, then those that the grid does not name. */
    public List<Template> shown() throws IOException {
        Grid grid = grid(GRID);
        List<String> files = new ArrayList<>(grid.files());
        source.names().stream().filter(name -> !files.contains(name)).forEach(files::add);
        return templates(grid, files);
    }

    /** What cross-validation chooses among; empty where there is no such file. */
    public List<Template> candidates() throws IOException {
        Grid grid = grid(CANDIDATES);
        return templates(grid, grid.files());
    }

    private Grid grid(String name) throws IOException {
        byte[] text = source.read(name + ".json");
        return new Grid(name + ".json", text == null ? Http.JSON.createObjectNode() : parse(name, text));
    }

    private List<Template> templates(Grid grid, List<String> files) throws IOException {
        List<Template> templates = new ArrayList<>();
        for (String file : files) {
            byte[] text = source.read(file + ".json");
            if (text == null) {
                throw new IOException("there is no template [" + file + "], which a grid names");
            }
            JsonNode body = parse(file, text);
            for (Map<String, JsonNode> setting : grid.settings(file)) {
                StringBuilder name = new StringBuilder(file);
                setting.forEach(
                        (key, value) -> name.append(' ').append(key).append('=').append(value.asText()));
                templates.add(checked(new Template(file, name.toString(), new Placeholders(setting).fill(body))));
            }
        }
        return templates;
    }

    private Template checked(Template template) throws IOException {
        Set<String> open = new TreeSet<>(Placeholders.in(template.body()));
        open.removeAll(known);
        if (!open.isEmpty()) {
            throw new IOException("the template [" + template.name() + "] has placeholders without a value, " + open
                    + ": give values in grid.json, or use " + new TreeSet<>(known));
        }
        return template;
    }

    private static JsonNode parse(String name, byte[] text) throws IOException {
        try {
            return Http.JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IOException(name + ".json is not JSON: " + broken.getOriginalMessage(), broken);
        }
    }
}
