package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One separation: the least-distance problem on a growing working set. See {@link Separator}. */
final class LeastDistance {
    private static final int SOLVED_WHOLE = 1200;
    private static final int INITIAL = 400;
    private static final int ADDED_PER_SIDE = 400;
    private static final double MARGIN_SLACK = 1e-6;
    private static final double CLEAR_RESIDUAL = 1e-6;

    private final Separator separator;
    private final Matrix inputs;
    private final int[] first;
    private final int[] second;
    private final double[] centre;
    private final double scale;
    private final BitSet negative = new BitSet();
    private final BitSet inSet = new BitSet();
    private int[] chosen = new int[0];
    private double[] columns = new double[0];
    private double[] weights = new double[0];

    LeastDistance(Separator separator, int[] first, int[] second, int[] hints) {
        this.separator = separator;
        this.inputs = separator.inputs();
        this.first = first;
        this.second = second;
        Arrays.stream(first).forEach(negative::set);
        this.centre = centre();
        this.scale = scale();
        add(initial(hints));
    }

    Separation run() {
        while (true) {
            Matrix e = new Matrix(inputs.rows() + 2, chosen.length, columns);
            double[] f = new double[e.rows()];
            f[f.length - 1] = 1;
            NonNegativeLeastSquares.Solution solution = NonNegativeLeastSquares.solve(e, f, weights);
            weights = solution.u();
            boolean clear = solution.residualNorm() > CLEAR_RESIDUAL;
            String method = "nnls";
            Separator.Check check = null;
            if (clear) {
                check = separator.check(Arrays.copyOf(solution.residual(), inputs.rows()), first, second);
            } else if (refuted()) {
                return new NotSeparable(certificate());
            } else {
                method = "stretched nnls";
                check = stretched(e, solution.residual());
                if (check == null || !check.passed()) {
                    if (refuted()) {
                        return new NotSeparable(certificate());
                    }
                    method = "lp";
                    check = byLinearProgram(e, check);
                }
            }
            if (check == null || addViolators(check, clear ? solution.residual() : null) == 0) {
                return conclude(check, method);
            }
        }
    }

    private Separator.Check stretched(Matrix e, double[] r) {
        Stretch.Refined refined = Stretch.solve(e, r, weights);
        weights = refined.weights();
        return refined.normal() == null || length(refined.normal()) == 0
                ? null
                : separator.check(refined.normal(), first, second);
    }

    private static double length(double[] v) {
        return Matrix.column(v).frobeniusNorm();
    }

    /** Whether the two combinations coincide to the rounding error of adding them up. */
    private boolean refuted() {
        FarkasCertificate certificate = certificate();
        return certificate != null && certificate.mismatch() <= Separator.cleanMismatch(inputs.rows());
    }

    private Separation conclude(Separator.Check check, String method) {
        if (check != null && check.passed()) {
            int[] support = IntStream.range(0, chosen.length)
                    .filter(k -> weights[k] > 0)
                    .map(k -> chosen[k])
                    .toArray();
            return new Separated(check.unit(), check.gap(), check.rounding(), support, method);
        }
        FarkasCertificate certificate = certificate();
        return refuted()
                ? new NotSeparable(certificate)
                : new Undecided(
                        check == null ? Double.NEGATIVE_INFINITY : check.gap(),
                        certificate == null ? Double.POSITIVE_INFINITY : certificate.mismatch());
    }

    private Separator.Check byLinearProgram(Matrix e, Separator.Check otherwise) {
        double[] point = LinearProgram.largestMargin(e.rows(0, e.rows() - 1));
        if (point == null || Arrays.stream(point, 0, inputs.rows()).allMatch(w -> w == 0)) {
            return otherwise;
        }
        Separator.Check check = separator.check(Arrays.copyOf(point, inputs.rows()), first, second);
        return otherwise == null || check.gap() > otherwise.gap() ? check : otherwise;
    }

    /**
     * Adds the samples furthest on the wrong side of their margin and says how many there were.
     *
     * @param r the residual that gives z, or null where it is rounding and only the sides of the middle count
     */
    private int addViolators(Separator.Check check, double[] r) {
        double unit = 1 / check.norm();
        double shift = check.unit().offset();
        double bound = 0;
        if (r != null) {
            unit = -1 / r[r.length - 1] / scale;
            shift = scale * unit * r[inputs.rows()];
            for (int i = 0; i < centre.length; i++) {
                shift -= unit * r[i] * centre[i];
            }
            bound = 1 - MARGIN_SLACK;
        }
        int before = chosen.length;
        add(worst(first, check.values(), -unit, -shift, bound));
        add(worst(second, check.values(), unit, shift, bound));
        return chosen.length - before;
    }

    /** Up to 400 samples not yet chosen with unit · value + shift below the bound, the lowest ones. */
    private int[] worst(int[] side, double[] values, double unit, double shift, double bound) {
        int[] violating = Arrays.stream(side)
                .filter(i -> unit * values[i] + shift < bound && !inSet.get(i))
                .toArray();
        if (violating.length <= ADDED_PER_SIDE) {
            return violating;
        }
        double[] margins = Arrays.stream(violating)
                .mapToDouble(i -> unit * values[i] + shift)
                .sorted()
                .toArray();
        double cut = margins[ADDED_PER_SIDE - 1];
        return Arrays.stream(violating)
                .filter(i -> unit * values[i] + shift <= cut)
                .limit(ADDED_PER_SIDE)
                .toArray();
    }

    /** The combinations given by the weights, summed up on the original samples. */
    private FarkasCertificate certificate() {
        int[] a = supported(true);
        int[] b = supported(false);
        if (a.length == 0 || b.length == 0) {
            return null;
        }
        FarkasCertificate raw = new FarkasCertificate(samples(a), normalized(a), samples(b), normalized(b), 0);
        return new FarkasCertificate(
                raw.first(),
                raw.firstWeights(),
                raw.second(),
                raw.secondWeights(),
                scale == 0 ? 0 : raw.mismatchOn(inputs) / scale);
    }

    private int[] supported(boolean wanted) {
        return IntStream.range(0, chosen.length)
                .filter(k -> weights[k] > 0 && negative.get(chosen[k]) == wanted)
                .toArray();
    }

    private int[] samples(int[] positions) {
        return Arrays.stream(positions).map(k -> chosen[k]).toArray();
    }

    private double[] normalized(int[] positions) {
        double sum = Arrays.stream(positions).mapToDouble(k -> weights[k]).sum();
        return Arrays.stream(positions).mapToDouble(k -> weights[k] / sum).toArray();
    }

    private int[] initial(int[] hints) {
        int total = first.length + second.length;
        if (total <= SOLVED_WHOLE) {
            return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
        }
        BitSet allowed = new BitSet();
        Arrays.stream(first).forEach(allowed::set);
        Arrays.stream(second).forEach(allowed::set);
        SplittableRandom random = new SplittableRandom(total);
        return IntStream.concat(
                        Arrays.stream(hints).filter(allowed::get),
                        IntStream.concat(drawn(first, random), drawn(second, random)))
                .distinct()
                .toArray();
    }

    private static IntStream drawn(int[] side, SplittableRandom random) {
        int count = Math.min(side.length, INITIAL / 2);
        int[] drawn = random.ints(count, 0, side.length).map(k -> side[k]).toArray();
        return Arrays.stream(drawn);
    }

    private void add(int[] samples) {
        int m = inputs.rows();
        int before = chosen.length;
        chosen = IntStream.concat(Arrays.stream(chosen), Arrays.stream(samples)).toArray();
        columns = Arrays.copyOf(columns, Matrix.length(m + 2L, chosen.length));
        weights = Arrays.copyOf(weights, chosen.length);
        for (int k = before; k < chosen.length; k++) {
            double sign = negative.get(chosen[k]) ? -1 : 1;
            int from = chosen[k] * m;
            int to = k * (m + 2);
            for (int i = 0; i < m; i++) {
                columns[to + i] = sign * ((inputs.data()[from + i] - centre[i]) / scale);
            }
            columns[to + m] = sign;
            columns[to + m + 1] = 1;
            inSet.set(chosen[k]);
        }
    }

    private double[] centre() {
        double[] sum = new double[inputs.rows()];
        for (int[] side : new int[][] {first, second}) {
            for (int j : side) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += inputs.data()[j * sum.length + i];
                }
            }
        }
        double count = (double) first.length + second.length;
        return Arrays.stream(sum).map(s -> s / count).toArray();
    }

    private double scale() {
        double largest = 0;
        for (int[] side : new int[][] {first, second}) {
            for (int j : side) {
                for (int i = 0; i < centre.length; i++) {
                    largest = Math.max(largest, Math.abs(inputs.data()[j * centre.length + i] - centre[i]));
                }
            }
        }
        return largest > 0 ? largest : 1;
    }
}
