package dev.nadir.construct.pivot;

import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random full-rank weights W_2 … W_{L+1} for Theorem 2.2. */
public enum RandomWeights {
    /** Orthonormal rows (or columns, where a layer widens). */
    ORTHOGONAL {
        @Override
        Matrix draw(int rows, int columns, SplittableRandom random) {
            Matrix tall = gaussian(Math.max(rows, columns), Math.min(rows, columns), random);
            Matrix q = Qr.ofOwned(tall).thinQ();
            return rows >= columns ? q : q.transpose();
        }
    },
    /** Independent standard normal entries over √columns: full rank almost surely, condition growing with depth. */
    GAUSSIAN {
        @Override
        Matrix draw(int rows, int columns, SplittableRandom random) {
            double scale = 1 / Math.sqrt(columns);
            return gaussian(rows, columns, random).map(entry -> entry * scale);
        }
    };

    abstract Matrix draw(int rows, int columns, SplittableRandom random);

    /**
     * One weight per layer 2 … L+1.
     *
     * @param hidden M_1 … M_L
     * @param outputDim Q
     */
    public List<Matrix> draw(List<Integer> hidden, int outputDim, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Matrix> weights = new ArrayList<>();
        for (int l = 0; l < hidden.size(); l++) {
            int rows = l + 1 < hidden.size() ? hidden.get(l + 1) : outputDim;
            weights.add(draw(rows, hidden.get(l), random));
        }
        return weights;
    }

    private static Matrix gaussian(int rows, int columns, SplittableRandom random) {
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }
}
