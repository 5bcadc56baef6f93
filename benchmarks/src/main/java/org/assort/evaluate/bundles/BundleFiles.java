/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assort.evaluate.report.ResultFiles;

/** Rows as files. */
record BundleFiles(ResultFiles files) {

    BundleFiles(Path folder) {
        this(new ResultFiles(folder));
    }

    /** A line for each recommender and figure. */
    void figures(List<BundleRow> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("recommender,figure,value,low,high"));
        for (BundleRow row : rows) {
            row.figures()
                    .forEach((figure, estimate) -> lines.add(String.join(
                            ",",
                            ResultFiles.cell(row.judged().name()),
                            figure.key(),
                            String.valueOf(estimate.value()),
                            String.valueOf(estimate.low()),
                            String.valueOf(estimate.high()))));
        }
        files.write("figures.csv", lines);
    }

    /** A line for each pair that was recommended. */
    void pairs(List<BundleRow> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("recommender,anchor,rank,partner,score,observed,expected"));
        for (BundleRow row : rows) {
            List<String> anchors = row.judged().split().anchors();
            for (Judged.Pair pair : row.judged().pairs()) {
                lines.add(String.join(
                        ",",
                        ResultFiles.cell(row.judged().name()),
                        ResultFiles.cell(anchors.get(pair.anchor())),
                        String.valueOf(pair.rank()),
                        ResultFiles.cell(pair.partner().item()),
                        String.valueOf(pair.partner().score()),
                        String.valueOf(pair.observed()),
                        String.valueOf(pair.expected())));
            }
        }
        files.write("pairs.csv", lines);
    }

    /** The figures as JSON. */
    static void json(List<BundleRow> rows, ArrayNode recommenders) {
        for (BundleRow row : rows) {
            ObjectNode figures =
                    recommenders.addObject().put("name", row.judged().name()).putObject("figures");
            row.figures().forEach((figure, estimate) -> ResultFiles.put(figures.putObject(figure.key()), "", estimate));
        }
    }
}
