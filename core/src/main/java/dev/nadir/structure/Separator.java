package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides whether a hyperplane separates two sets of samples, and finds the one of largest margin.
 *
 * <p>The least-distance problem min |z| subject to s_i (⟨w, x_i⟩ + b) ≥ 1 is one non-negative least-squares problem
 * (Lawson and Hanson, 1974, ch. 23) with a column [s_i (x_i − c)/s₀; s_i; 1] per sample: a residual r ≠ 0 gives
 * z = −r/r_last, r = 0 gives by Farkas' lemma two convex combinations that coincide. It is solved on a working set
 * that grows by the samples that violate the margin most, until none does; samples never leave it, so the method ends.
 * Where the residual is too small to be told from rounding, the samples are stretched along the normal (see Stretch).
 *
 * <p>Nothing a solver says is believed: hyperplanes are checked on all samples against their rounding error, and where
 * none passes the question is decided in integers (see ExactSimplex), for a stored double is a rational number. So a
 * hyperplane exists or two convex combinations coincide exactly; {@link Undecided} only where that would take too long.
 */
public final class Separator {
    private final Matrix raw;
    private final Optional<RowScaling> scaling;
    private final Matrix inputs;
    private final double[] largest;

    /** Prepares for any number of questions about the same samples, the columns of X; one pass over them. */
    public Separator(Matrix inputs) {
        this(inputs, Optional.empty());
    }

    /**
     * The same for samples whose features differ in size: hyperplanes and gaps are those of the scaled samples, the answer
     * is that of the samples as they are, whatever the scaling rounds.
     *
     * @throws IllegalArgumentException if the scaling does not fit
     */
    public Separator(Matrix inputs, RowScaling scaling) {
        this(inputs, Optional.of(scaling));
    }

    private Separator(Matrix raw, Optional<RowScaling> scaling) {
        this.raw = raw;
        this.scaling = scaling;
        this.inputs = scaling.map(map -> map.apply(raw)).orElse(raw);
        this.largest = new double[inputs.rows()];
        int at = 0;
        for (int j = 0; j < inputs.columns(); j++) {
            for (int i = 0; i < largest.length; i++, at++) {
                largest[i] = Math.max(largest[i], Math.abs(inputs.data()[at]));
            }
        }
    }

    /** X, scaled where a scaling was given. */
    public Matrix inputs() {
        return inputs;
    }

    /** X as given. */
    Matrix raw() {
        return raw;
    }

    Optional<RowScaling> scaling() {
        return scaling;
    }

    /** Separates the given samples: first on the negative side, second on the positive. */
    public Separation separate(int[] first, int[] second) {
        return separate(first, second, new int[0]);
    }

    /**
     * Separates, starting the working set from samples believed to matter.
     *
     * @param hints sample numbers, such as the support of a similar separation; any others are ignored
     * @throws IllegalArgumentException if a set is empty
     */
    public Separation separate(int[] first, int[] second, int[] hints) {
        if (first.length == 0 || second.length == 0) {
            throw new IllegalArgumentException("sets to separate: got " + first.length + " and " + second.length
                    + " samples, expected at least one each");
        }
        return new LeastDistance(this, first, second, hints).run();
    }

    /**
     * The hyperplane with the given normal halfway between the sets, if all samples are on their sides by more than
     * rounding.
     */
    Check check(double[] normal, int[] first, int[] second) {
        double[] values = new Hyperplane(normal, 0).values(inputs);
        double low = Arrays.stream(first).mapToDouble(i -> values[i]).max().orElseThrow();
        double high = Arrays.stream(second).mapToDouble(i -> values[i]).min().orElseThrow();
        double size = 0;
        double squares = 0;
        for (int i = 0; i < normal.length; i++) {
            size += Math.abs(normal[i]) * largest[i];
            squares += normal[i] * normal[i];
        }
        double norm = Math.sqrt(squares);
        double rounding = 2 * (normal.length + 2) * Math.ulp(1.0) * size / norm;
        Hyperplane unit = new Hyperplane(normal, -0.5 * (low + high)).affine(1 / norm, 0);
        return new Check(unit, norm, (high - low) / norm, rounding, values);
    }

    /** A candidate, measured on all samples; values are ⟨normal, x⟩ of the unnormalized normal. */
    record Check(Hyperplane unit, double norm, double gap, double rounding, double[] values) {
        boolean passed() {
            return gap > rounding && Double.isFinite(gap);
        }
    }
}
