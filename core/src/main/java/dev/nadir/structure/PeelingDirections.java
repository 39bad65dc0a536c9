package dev.nadir.structure;

import dev.nadir.data.Standardization;
import dev.nadir.linalg.Cholesky;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Directions along which many samples of one class may come first; heuristics, every cut is checked afterwards. */
final class PeelingDirections {
    private static final int ROUNDS = 8;
    private static final double RIDGE = 1e-6;
    private static final double[] OTHERS_WEIGHT = {3, 30};

    private final Matrix augmented;
    private final double[] factors;
    private final int[] codes;
    private final int[] samples;

    /** @param inputs X as it is; the samples that are left are standardized anew, so that no outlier hides the others */
    PeelingDirections(Matrix inputs, int[] codes, int[] samples) {
        Matrix left = inputs.selectColumns(samples);
        RowScaling scaling = Standardization.of(left);
        this.factors = scaling.factor();
        this.augmented = scaling.apply(left).appendRow(1);
        this.codes = codes;
        this.samples = samples;
    }

    /** Class c comes first (low values) along these directions of X, if they are any good. */
    List<double[]> towards(int c) {
        List<double[]> directions = new ArrayList<>();
        directions.add(meanDifference(c));
        for (double weight : OTHERS_WEIGHT) {
            softMargins(c, weight, directions);
        }
        return directions.stream().map(this::ofInputs).toList();
    }

    private double[] ofInputs(double[] direction) {
        double largest = 0;
        double[] raw = new double[direction.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = direction[i] * factors[i];
            largest = Math.max(largest, Math.abs(raw[i]));
        }
        for (int i = 0; i < raw.length && largest > 0; i++) {
            raw[i] /= largest; // so that the norm stays in range
        }
        return raw;
    }

    /** From the sample farthest from the centroid towards it: only that sample, or copies of it, come first. */
    double[] outermost() {
        double[] centroid = augmented.rowMeans();
        int m = centroid.length - 1;
        double[] best = new double[m];
        double farthest = -1;
        for (int j = 0; j < samples.length; j++) {
            double squares = 0;
            double[] inwards = new double[m];
            for (int i = 0; i < m; i++) {
                inwards[i] = centroid[i] - augmented.get(i, j);
                squares += inwards[i] * inwards[i];
            }
            if (squares > farthest) {
                farthest = squares;
                best = inwards;
            }
        }
        return ofInputs(best);
    }

    private double[] meanDifference(int c) {
        int m = augmented.rows() - 1;
        double[] own = new double[m];
        double[] other = new double[m];
        int members = 0;
        for (int j = 0; j < samples.length; j++) {
            boolean inside = codes[samples[j]] == c;
            members += inside ? 1 : 0;
            for (int i = 0; i < m; i++) {
                (inside ? own : other)[i] += augmented.get(i, j);
            }
        }
        for (int i = 0; i < m; i++) {
            own[i] = other[i] / (samples.length - members) - own[i] / members;
        }
        return own;
    }

    /**
     * Minimizes Σ_others weight · (1 − v)₊² + Σ_class min((1 + v)₊², cap): others must be above, members of the class
     * should be below, and those hopelessly above are given up. Newton steps on the active samples.
     */
    private void softMargins(int c, double weight, List<double[]> directions) {
        double[] z = null;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<double[]> next = weightedFit(c, weight, z);
            if (next.isEmpty()) {
                return;
            }
            z = next.get();
            if (round == 0 || round == ROUNDS / 2 || round == ROUNDS - 1) {
                directions.add(java.util.Arrays.copyOf(z, z.length - 1));
            }
        }
    }

    private Optional<double[]> weightedFit(int c, double weight, double[] z) {
        double[] v = z == null ? null : Products.transposedTimes(augmented, z);
        Matrix scaled = augmented.copy();
        int rows = scaled.rows();
        double[] right = new double[rows];
        double trace = 0;
        for (int j = 0; j < samples.length; j++) {
            boolean inside = codes[samples[j]] == c;
            double omega = v == null ? 1 : inside ? memberWeight(v[j]) : v[j] < 1 ? weight : 0;
            double target = inside ? -1 : 1;
            double root = Math.sqrt(omega);
            for (int i = 0; i < rows; i++) {
                double x = scaled.data()[i + j * rows];
                right[i] += omega * target * x;
                scaled.data()[i + j * rows] = root * x;
                trace += omega * x * x;
            }
        }
        Matrix gram = Products.outerGram(scaled);
        for (int i = 0; i < rows; i++) {
            gram.data()[i + i * rows] += RIDGE * trace / rows + Double.MIN_NORMAL;
        }
        return Cholesky.of(gram)
                .map(factor -> factor.solve(new Matrix(rows, 1, right)).data());
    }

    /** Members at v ≤ −1 are satisfied; those far above count less and less. */
    private static double memberWeight(double v) {
        return v <= -1 ? 0 : 1 / (1 + Math.pow(Math.max(0, v), 2) * 25);
    }
}
