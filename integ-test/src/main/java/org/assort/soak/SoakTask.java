/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.util.Random;

/** One thing that {@code ./soak NAME} runs. Registered in {@link Soak#ALL}. */
interface SoakTask {

    /** What it is called on the command line. */
    String name();

    /** What it does, in one line. */
    String about();

    /** Runs it on real nodes or processes of its own, of which none is left behind. */
    void run(Workplace workplace, Random random, Figures figures) throws Exception;
}
