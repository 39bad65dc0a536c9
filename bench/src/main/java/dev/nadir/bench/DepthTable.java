package dev.nadir.bench;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.pivot.RandomWeights;
import dev.nadir.construct.pivot.Shift;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.construct.plan.Fitting;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Softplus;
import dev.nadir.progress.Progress;
import java.util.Collections;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The depth table of docs/constructions.md: cost of [CM] Theorem 2.2 with the paper's diagonal shift and with centring.
 *
 * <p>Run: {@code bench/run DepthTable}. Softplus, M = 200, N = 150, Q = 3, Gaussian data, random orthogonal W_2 … W_{L+1};
 * in the last column Gaussian ones.
 */
public final class DepthTable {
    private DepthTable() {}

    /** Prints the table in Markdown. */
    public static void main(String[] args) {
        TrainingSet data = new TrainingSet(gaussian(200, 150, 5), gaussian(3, 150, 6));
        System.out.println("| L | diagonal shift | centring | centring, Gaussian W |");
        System.out.println("|---|---|---|---|");
        for (int depth : new int[] {1, 2, 5, 10, 20, 30, 50}) {
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %s | %s | %s |%n",
                    depth,
                    cost(data, depth, RandomWeights.ORTHOGONAL, Shift.DIAGONAL),
                    cost(data, depth, RandomWeights.ORTHOGONAL, Shift.CENTRING),
                    cost(data, depth, RandomWeights.GAUSSIAN, Shift.CENTRING));
        }
    }

    private static String cost(TrainingSet data, int depth, RandomWeights weights, Shift shift) {
        Wishes wishes = Wishes.none()
                .withActivation(new Softplus())
                .withWeights(weights.draw(Collections.nCopies(depth, 3), 3, 4))
                .withShift(shift);
        Attempt attempt = Fitting.defaults().fit(data, wishes, Progress.NONE);
        double cost = attempt.accuracy().map(Accuracy::cost).orElse(Double.NaN);
        return Double.isNaN(cost) ? "NaN, refused" : String.format(Locale.ROOT, "%.0e", cost);
    }

    private static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = random.nextGaussian();
        }
        return matrix;
    }
}
