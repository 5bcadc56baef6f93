/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.report;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assort.bench.stats.Bootstrap;
import org.assort.evaluate.run.Figure;
import org.assort.evaluate.run.Outcome;
import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class ParetoPictureTests extends RandomizedTest {

    private static Row row(String name, Random random) {
        Map<Figure, double[]> figures = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            double[] values = new double[12];
            Arrays.setAll(values, query -> random.nextDouble());
            figures.put(figure, values);
        }
        Outcome outcome = new Outcome(name, Collections.nCopies(12, List.of("p")), figures);
        return Row.of(outcome, outcome, 5, new Bootstrap(100, 1));
    }

    @Test
    public void everyRowIsAPointWithinBothPanels() throws Exception {
        Random random = new Random(randomLong());
        List<Row> rows = new ArrayList<>();
        for (String name :
                List.of("bm25", "a <b> & \"c\"", "mmr diversity=0.1", "mmr diversity=0.2", "dpp diversity=1")) {
            rows.add(row(name, random));
        }
        String svg = new ParetoPicture("Shop & co", rows).svg("brand");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        NodeList dots = document.getElementsByTagName("circle");
        // Five rows in two panels, and two series in the legend.
        assertEquals(2 * 5 + 2, dots.getLength());
        double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
        for (int i = 0; i < dots.getLength(); i++) {
            double x = Double.parseDouble(((Element) dots.item(i)).getAttribute("cx"));
            assertTrue("" + x, x > 0 && x < width);
        }
        assertTrue(svg.contains("a &lt;b&gt; &amp; &quot;c&quot;"));
    }
}
