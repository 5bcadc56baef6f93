/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A page with results, which a run writes anew where it was told to, each part between the two comments
 * {@code <!-- bench NAME PART -->} and {@code <!-- end -->}; what people have written around them stays.
 *
 * @param file in Markdown; pictures are written beside it
 */
record ResultPage(Path file) {

    private static final String END = "<!-- end -->";

    /**
     * Writes what was reported into its places.
     *
     * @throws IOException where the page has no place for a part; it is left as it was
     */
    void write(String benchmark, Report report) throws IOException {
        String page = Files.readString(file);
        for (Map.Entry<String, String> part : report.texts().entrySet()) {
            String name = (benchmark + " " + part.getKey()).strip();
            page = replace(page, "<!-- bench " + name + " -->", part.getValue());
        }
        Files.writeString(file, page);
        report.writePictures(file.toAbsolutePath().getParent());
    }

    private String replace(String page, String begin, String text) throws IOException {
        int from = page.indexOf(begin);
        int to = from < 0 ? -1 : page.indexOf(END, from);
        if (to < 0) {
            throw new IOException(file + " must have a place for results between " + begin + " and " + END);
        }
        return page.substring(0, from) + begin + "\n\n" + text + "\n" + page.substring(to);
    }
}
