/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** N = 1 − log(1+s)/log(1+max s) with s the popularity: 1 for what nobody bought, 0 for the most popular of all. */
final class NoveltyTerm implements Term {

    private final double[] novelty;

    /** @param popularity {@code double[n]}, finite and at least 0 */
    NoveltyTerm(double[] popularity) {
        double most = 0;
        for (double s : popularity) {
            most = Math.max(most, s);
        }
        this.novelty = new double[popularity.length];
        double scale = StrictMath.log1p(most);
        for (int i = 0; i < novelty.length; i++) {
            novelty[i] = scale == 0 ? 1 : Math.max(0, 1 - StrictMath.log1p(popularity[i]) / scale);
        }
    }

    @Override
    public double value(int candidate) {
        return novelty[candidate];
    }

    @Override
    public void chosen(int candidate) {
        // Popularity does not depend on the list.
    }
}
