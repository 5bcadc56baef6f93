/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.PrintStream;
import java.util.Locale;

/** Tells how far something is: on a terminal in one line that changes, else a line each time that it has gone on by a tenth. */
final class Progress {

    private final PrintStream out;
    private final boolean terminal;
    private String last = "";

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void bytes(String what, long done, long all) {
        long percent = 100 * done / all;
        String megabytes = String.format(Locale.ROOT, "%,.1f of %,.1f MB", done / 1e6, all / 1e6);
        if (terminal) {
            show(String.format(Locale.ROOT, "%s %3d%%, %s", what, percent, megabytes));
        } else {
            say(what + " " + percent / 10 * 10 + "%", what + " " + percent + "%, " + megabytes);
        }
    }

    /** Says something new. */
    void state(String text) {
        if (terminal) {
            show(text);
        } else {
            say(text, text);
        }
    }

    private void show(String text) {
        out.print("\r\u001b[2K" + text);
        out.flush();
        last = text;
    }

    private void say(String key, String text) {
        if (key.equals(last) == false) {
            out.println(text);
            last = key;
        }
    }

    /** Ends the line. */
    void end() {
        if (terminal && last.isEmpty() == false) {
            out.println();
        }
        last = "";
    }
}
