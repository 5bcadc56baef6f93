/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assort.bench.selection.Objectives;
import org.assort.rescorer.Candidates;
import org.assort.rescorer.Choice;
import org.assort.rescorer.Diversifier;
import org.assort.rescorer.FieldValues;
import org.assort.rescorer.Method;
import org.assort.rescorer.Objective;
import org.assort.rescorer.RelevanceWeights;
import org.assort.rescorer.VectorCodes;
import org.assort.rescorer.VectorTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A tenth of a made window is chosen. Its products come in groups of ten that are alike, which are its categories; a brand has five
 * products; scores fall to a twentieth, and the groups are spread over them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Choices {

    private static final int DIMENSION = 384;
    private static final int OF_A_CATEGORY = 10;
    private static final int OF_A_BRAND = 5;
    private static final double FALL = 3;

    @Param("100")
    public int window;

    @Param("mmr")
    public String method;

    /** Whether two fields are covered and one has a quota. */
    @Param("false")
    public boolean fields;

    @Param("0")
    public long seed;

    private Candidates candidates;
    private Objective objective;

    @Setup
    public void make() {
        Random random = new Random(seed);
        int categories = window / OF_A_CATEGORY;
        float[][] centres = new float[categories][];
        for (int i = 0; i < categories; i++) {
            centres[i] = near(new float[DIMENSION], random);
        }
        int brands = window / OF_A_BRAND;
        float[] scores = new float[window];
        VectorTable vectors = new VectorTable(DIMENSION, window);
        int[][] brand = new int[window][];
        int[][] category = new int[window][];
        for (int i = 0; i < window; i++) {
            scores[i] = (float) Math.exp(-FALL * i / window);
            category[i] = new int[] {random.nextInt(categories)};
            brand[i] = new int[] {random.nextInt(brands)};
            vectors.set(i, VectorCodes.of(near(centres[category[i][0]], random)));
        }
        candidates = new Candidates(
                scores,
                vectors,
                null,
                new byte[0][],
                List.of(FieldValues.of(brand, brands), FieldValues.of(category, categories)),
                null,
                null);
        Method chosenBy = Method.of(method);
        // Those of ./bench selection.
        double diversity = chosenBy == Method.MMR ? 0.2 : 0.1;
        RelevanceWeights weights = new RelevanceWeights(1, 0);
        objective = fields
                ? Objectives.withFields(chosenBy, diversity, weights)
                : Objectives.plain(chosenBy, diversity, weights);
    }

    private static float[] near(float[] centre, Random random) {
        float[] vector = centre.clone();
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (float) random.nextGaussian();
        }
        return vector;
    }

    @Benchmark
    public Choice choose() {
        return Diversifier.choose(candidates, objective, window / 10);
    }
}
