/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Who calls the command.
 *
 * @param folder in which relative files are
 * @param out for answers
 * @param err for what is wrong
 * @param terminal whether somebody looks at {@code out}
 * @param passwords asks for the password of a user; null where none can be typed, or the input ends
 */
record Caller(Path folder, PrintStream out, PrintStream err, boolean terminal, Function<String, char[]> passwords) {

    /** Returns whoever started the JVM. The JVM's own folder is OpenSearch's, so the script says where it was called. */
    static Caller ofThisProcess() {
        return new Caller(
                Path.of(System.getProperty("assort.called_from", "")).toAbsolutePath(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                Boolean.getBoolean("assort.terminal"),
                Caller::ask);
    }

    @SuppressWarnings("SystemConsoleNull") // on JDK 21 it does
    private static char[] ask(String user) {
        Console console = System.console();
        return console == null ? null : console.readPassword("password of %s: ", user);
    }
}
