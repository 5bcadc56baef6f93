/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures on their way to the screen, as they come, and to a file, in the end. To be used by one thread. */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final PrintStream progress;
    private final ObjectNode result = JSON.createObjectNode();
    private final ArrayNode bars = JSON.createArrayNode();
    private final ObjectNode infos = JSON.createObjectNode();
    private final ReportText text = new ReportText();
    private final Map<String, String> pictures = new LinkedHashMap<>();
    private boolean allHold = true;

    /**
     * @param out gets bars and infos
     * @param progress gets what is only for who waits
     */
    public Report(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Says what is being done. */
    public void step(String text) {
        progress.println(text);
    }

    /** A fact about this run: printed, and kept under {@code info}. */
    public void info(String name, String value) {
        out.println("info " + name + " " + value);
        infos.put(name, value);
        text.info(name, value);
    }

    /** What is reported from now on belongs to a part of the benchmark; what was before, to all of its parts. */
    public void part(String name) {
        text.part(name);
    }

    /** Keeps a picture, which is written beside the results as {@code name.svg}. */
    public void picture(String name, String svg) {
        pictures.put(name, svg);
    }

    /** A figure with a limit. {@code rounds}, kept in the file, are the values that it was estimated from. */
    public void bar(Bar bar, double[] rounds) {
        out.println(bar.line());
        out.println("info " + bar.name() + " " + bar.detail());
        ObjectNode node = bars.addObject()
                .put("name", bar.name())
                .put("value", bar.estimate().value())
                .put("low", bar.estimate().low())
                .put("high", bar.estimate().high())
                .put("limit", bar.limitText())
                .put("ok", !bar.isShort());
        ArrayNode values = node.putArray("rounds");
        for (double round : rounds) {
            values.add(round);
        }
        text.bar(bar);
        allHold &= !bar.isShort();
    }

    /** False as soon as one bar was short. */
    public boolean allHold() {
        return allHold;
    }

    /** Top-level fields of the file. */
    public ObjectNode facts() {
        return result;
    }

    /** What was reported of each part, as Markdown; {@code ""} where there are no parts. */
    Map<String, String> texts() {
        return text.parts();
    }

    /** Writes the pictures into a folder. */
    void writePictures(Path folder) throws IOException {
        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            Files.writeString(folder.resolve(picture.getKey() + ".svg"), picture.getValue());
        }
    }

    /** Writes all that was reported. */
    public void write(Path file) throws IOException {
        result.set("bars", bars);
        result.set("info", infos);
        Files.createDirectories(file.getParent());
        writePictures(file.getParent());
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }
}
