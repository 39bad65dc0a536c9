package dev.nadir.model;

import dev.nadir.matrix.Matrix;

/**
 * A convex cost of outputs x against labels y, both Q x N: C(x) = 1/N Σ_i c(x_i, y_i), the mean over samples of the sum over
 * outputs.
 */
public sealed interface Loss permits EntrywiseLoss, CrossEntropy {
    /** 1/2 |x − y|² per sample. */
    Loss SQUARE = new SquareLoss();

    /** As {@link #parse} reads it. */
    String name();

    /**
     * Whether labels are such as this loss takes.
     *
     * @throws IllegalArgumentException naming the label if they are not
     */
    void check(Matrix labels);

    /** C; NaN if an output is NaN. */
    double value(Matrix outputs, Matrix labels);

    /** ∇_x C, Q x N. */
    Matrix gradient(Matrix outputs, Matrix labels);

    /** ∇²_x C v for v of the shape of the outputs; positive semidefinite. */
    Matrix hessianTimes(Matrix outputs, Matrix labels, Matrix v);

    /** Wᵀv where ∇²_x C = WWᵀ, of the shape of v. */
    Matrix hessianRootTimes(Matrix outputs, Matrix labels, Matrix v);

    /**
     * The convex conjugate C*(u) = sup_x ⟨u, x⟩ − C(x); infinity outside its domain. For every u, C(x) ≥ ⟨u, x⟩ − C*(u).
     *
     * @param u of the shape of the labels
     */
    double conjugate(Matrix u, Matrix labels);

    /** A point of the domain of C* near u: u itself if it lies there, as gradients do. */
    Matrix intoDomain(Matrix u, Matrix labels);

    /** inf C over all outputs, as labels alone decide it; not attained where labels are certain. */
    double floor(Matrix labels);

    /** Whether outputs of one sample may all be shifted by the same number without a change. */
    default boolean shiftInvariant() {
        return false;
    }

    /**
     * Reads "square", "cross-entropy", "binary-cross-entropy", "huber=0.5" or "cross-entropy=0.1", the number being the label
     * smoothing.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Loss parse(String text) {
        int equals = text.indexOf('=');
        String kind = equals < 0 ? text : text.substring(0, equals + 1);
        return switch (kind) {
            case "square" -> SQUARE;
            case "cross-entropy" -> new CrossEntropy(0);
            case "cross-entropy=" -> new CrossEntropy(number(text, equals));
            case "binary-cross-entropy" -> new BinaryCrossEntropy();
            case "huber=" -> new HuberLoss(number(text, equals));
            default -> throw unknown(text);
        };
    }

    private static double number(String text, int equals) {
        try {
            return Double.parseDouble(text.substring(equals + 1));
        } catch (NumberFormatException e) {
            throw unknown(text);
        }
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "loss: got " + text
                        + ", expected square, cross-entropy, cross-entropy=0.1 (label smoothing), binary-cross-entropy or huber=1");
    }
}
