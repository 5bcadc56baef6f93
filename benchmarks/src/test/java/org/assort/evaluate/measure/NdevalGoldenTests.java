/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;
import org.tukaani.xz.XZInputStream;

/** Against what ndeval printed for runs of the TREC Web Track's diversity task. */
public class NdevalGoldenTests extends RandomizedTest {

    private static final Path GOLDEN = Path.of(System.getProperty("project.root"), "..", "shared", "golden", "ndeval");
    private static final double TOLERANCE = 1e-4;
    private static final double ALPHA = 0.5;

    @Test
    public void everyTopicOf2009IsAsNdevalSays() throws IOException {
        assertEquals(50, check(2009));
    }

    /** Topics 95 and 100 have no judgments, for which ndeval prints zeros. */
    @Test
    public void everyTopicOf2010IsAsNdevalSays() throws IOException {
        assertEquals(50, check(2010));
    }

    private static int check(int year) throws IOException {
        assumeTrue("no golden values beside the project", Files.isDirectory(GOLDEN));
        Map<String, Judgments> judgments = judgments(GOLDEN.resolve(year + ".diversity.qrels.xz"));
        Map<String, List<String>> run = run(GOLDEN.resolve("wt" + year + ".run.xz"));
        List<String> lines = Files.readAllLines(GOLDEN.resolve("ndeval_wt" + year + ".csv"), StandardCharsets.UTF_8);
        List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
        int topics = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String topic = cells[1];
            if (!topic.matches("[0-9]+")) {
                continue; // the mean
            }
            Judgments judged = judgments.getOrDefault(topic, new Judgments(Map.of(), Map.of()));
            for (int depth : new int[] {5, 10, 20}) {
                Map<String, ListMeasure> measures = Map.of(
                        "ERR-IA@", new ErrIa(ALPHA, depth),
                        "alpha-nDCG@", new AlphaNdcg(ALPHA, depth),
                        "strec@", new SubtopicRecall(depth));
                measures.forEach((name, measure) -> assertEquals(
                        name + depth + " of topic " + topic,
                        Double.parseDouble(cells[names.indexOf(name + depth)]),
                        measure.of(run.getOrDefault(topic, List.of()), judged),
                        TOLERANCE));
            }
            topics++;
        }
        return topics;
    }

    /** Lines of topic, subtopic, document, judgment. */
    private static Map<String, Judgments> judgments(Path file) throws IOException {
        Map<String, Map<String, Set<String>>> subtopics = new HashMap<>();
        for (String[] words : lines(file)) {
            if (Integer.parseInt(words[3]) > 0) {
                subtopics
                        .computeIfAbsent(words[0], topic -> new HashMap<>())
                        .computeIfAbsent(words[2], document -> new HashSet<>())
                        .add(words[1]);
            }
        }
        assertTrue(subtopics.size() >= 48);
        Map<String, Judgments> judgments = new HashMap<>();
        subtopics.forEach((topic, documents) -> {
            Map<String, Integer> ratings = new HashMap<>();
            documents.keySet().forEach(document -> ratings.put(document, 1));
            judgments.put(topic, Judgments.of(ratings, documents::get));
        });
        return judgments;
    }

    /** Lines of topic, Q0, document, rank, score, run. */
    private static Map<String, List<String>> run(Path file) throws IOException {
        List<String[]> lines = lines(file);
        lines.sort(Comparator.comparingInt(words -> Integer.parseInt(words[3])));
        Map<String, List<String>> run = new HashMap<>();
        for (String[] words : lines) {
            run.computeIfAbsent(words[0], topic -> new ArrayList<>()).add(words[2]);
        }
        return run;
    }

    private static List<String[]> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new XZInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return new ArrayList<>(
                    reader.lines().map(line -> line.split("\\s+", -1)).toList());
        }
    }
}
