/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.EnumMap;
import java.util.Map;
import org.assort.bench.stats.Bootstrap;
import org.assort.bench.stats.Estimate;

/** One recommender with its figures. */
record BundleRow(Judged judged, Map<BundleFigure, Estimate> figures) {

    static BundleRow of(Judged judged, Bootstrap bootstrap) {
        Map<BundleFigure, Estimate> figures = new EnumMap<>(BundleFigure.class);
        for (BundleFigure figure : BundleFigure.values()) {
            figures.put(figure, figure.of(judged, bootstrap));
        }
        return new BundleRow(judged, figures);
    }

    double value(BundleFigure figure) {
        return figures.get(figure).value();
    }
}
