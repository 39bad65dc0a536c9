package dev.nadir.construct.pivot;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.AffineSolve;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.linalg.RankReport;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * [CM] Theorem 2.2: W_2 … W_{L+1} are given and stay untouched; all biases and the first layer are solved for.
 *
 * <p>Layer l gets b_l = μ − λ W_l 1 and T^{l-1} = σ⁻¹(W_l⁺(T^l − μ1ᵀ) + λ1), where λ moves everything into the range of
 * σ. Needs rank [X; 1ᵀ] = N, every given W_l of full row rank, and a σ unbounded above where labels are large (softplus,
 * exp, ReLU and relatives).
 *
 * @param weights W_2 … W_{L+1}, each fitting the next, the last with Q rows
 * @param activation σ of the hidden layers
 * @param shift centring, or the paper's own diagonal shift for comparison
 */
public record GivenWeights(List<Matrix> weights, Activation activation, Shift shift) implements Construction {

    /** Roundings of z + λ above this size drown the range of σ around λ, which is about 1 wide. */
    private static final double DROWNED = 0.1;

    /** Checks that the weights fit together. */
    public GivenWeights {
        weights = List.copyOf(weights);
        for (int i = 1; i < weights.size(); i++) {
            if (weights.get(i).columns() != weights.get(i - 1).rows()) {
                throw new IllegalArgumentException("W_" + (i + 2) + ": got "
                        + weights.get(i).columns() + " columns, expected "
                        + weights.get(i - 1).rows() + " as W_" + (i + 1) + " has rows");
            }
        }
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("weights: got none, expected W_2 … W_{L+1}");
        }
    }

    @Override
    public String name() {
        return "theorem-2.2";
    }

    @Override
    public Outcome construct(Problem problem) {
        Matrix last = weights.get(weights.size() - 1);
        if (last.rows() != problem.data().outputDim()) {
            throw new IllegalArgumentException(
                    "last given weight: got " + last.rows() + (last.rows() == 1 ? " row" : " rows") + ", expected Q = "
                            + problem.data().outputDim());
        }
        List<Integer> hidden = weights.stream().map(Matrix::columns).toList();
        PivotLayer scheme = new PivotLayer(new Architecture(hidden, activation), 1);
        Optional<Refusal> obstacle = scheme.obstacle(problem).or(this::deficientWeight);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        AffineSolve solve = problem.inputSolve();
        Optional<Refusal> deficiency = scheme.deficiency(solve.rank());
        return deficiency.isPresent() ? deficiency.get() : pullAndSolve(problem, solve);
    }

    private Outcome pullAndSolve(Problem problem, AffineSolve solve) {
        Deque<Layer> layers = new ArrayDeque<>();
        Matrix target = problem.data().labels();
        for (int i = weights.size() - 1; i >= 0; i--) {
            Matrix weight = weights.get(i);
            Step step = step(weight, target);
            layers.addFirst(new Layer(weight, step.bias, i == weights.size() - 1 ? new Identity() : activation));
            target = step.target;
            if (!target.isFinite()) {
                return outOfRange(i + 2, step.amplitude);
            }
        }
        AffineSolve.Affine affine = solve.solve(target);
        layers.addFirst(new Layer(affine.weight(), affine.bias(), activation));
        Network network = new Network(problem.inputScaling(), new ArrayList<>(layers));
        return new Constructed(network, name(), 1, solve.rank(), List.of());
    }

    private record Step(double[] bias, Matrix target, double amplitude) {}

    private Step step(Matrix weight, Matrix target) {
        double[] means = shift == Shift.CENTRING ? target.rowMeans() : new double[target.rows()];
        Matrix centred = centred(target, means);
        Matrix pulled = pseudoInverseTimes(weight, centred);
        double amplitude = pulled.maxAbs();
        double lambda = offset(amplitude);
        double[] bias = means;
        double[] diagonal = new double[weight.columns()];
        Arrays.fill(diagonal, lambda);
        double[] lifted = Products.times(weight, diagonal);
        for (int i = 0; i < bias.length; i++) {
            bias[i] -= lifted[i];
        }
        return new Step(bias, activation.applyInverse(pulled.map(value -> value + lambda)), amplitude);
    }

    /**
     * λ: keeps the arguments of σ⁻¹ where σ' is well away from 0 and, where σ grows linearly, in that regime. For exp
     * 2r keeps the next amplitude near ln 3 at any depth.
     */
    private double offset(double amplitude) {
        if (activation instanceof Exp) {
            return amplitude > 0 ? 2 * amplitude : 1;
        }
        Window range = WorkingWindow.of(activation, 1).values();
        return amplitude <= range.halfWidth() ? range.centre() : amplitude + range.centre();
    }

    /** W⁺ S by QR of Wᵀ with one step of refinement. */
    private static Matrix pseudoInverseTimes(Matrix weight, Matrix s) {
        Qr qr = Qr.of(weight.transpose());
        Matrix pulled = qr.leastNormRight(s.transpose()).transpose();
        Matrix residual = s.minus(Products.times(weight, pulled));
        return pulled.plus(1, qr.leastNormRight(residual.transpose()).transpose());
    }

    private Optional<Refusal> deficientWeight() {
        for (int i = 0; i < weights.size(); i++) {
            Matrix weight = weights.get(i);
            RankReport rank = RankReport.of(Svd.valuesOf(weight), weight.rows(), weight.columns());
            if (rank.rank() < weight.rows()) {
                return Optional.of(new Refusal(
                        "given-weight-rank",
                        "given W_" + (i + 2) + " (" + weight.rows() + " x " + weight.columns() + ") has rank "
                                + rank.rank() + " < " + weight.rows() + ": it cannot reach every label",
                        "give a W_" + (i + 2)
                                + " of full row rank, no wider out than in, or solve for them (theorem 2.1)",
                        Map.of("construction", "theorem-2.1")));
            }
        }
        return Optional.empty();
    }

    private Refusal outOfRange(int layer, double amplitude) {
        String reach = String.format(
                Locale.ROOT, "layer %1$d: the labels pulled back through W_%1$d reach ±%2$.3g, ", layer, amplitude);
        if (amplitude * Math.ulp(1.0) > DROWNED) {
            return new Refusal(
                    "accuracy",
                    reach + "so large that rounding swallows the range of " + activation.name(),
                    shift == Shift.DIAGONAL
                            ? "use the centring shift (the default), which does not grow with depth"
                            : "give better conditioned weights or fewer layers, or solve for them (theorem 2.1)",
                    shift == Shift.DIAGONAL ? Map.of("shift", "centring") : Map.of("construction", "theorem-2.1"));
        }
        return new Refusal(
                "no-window",
                reach + "outside the range of " + activation.name(),
                "use an activation unbounded above (softplus, exp), larger given weights, or solve for them (theorem 2.1)",
                Map.of("construction", "theorem-2.1"));
    }

    /** T − μ1ᵀ. */
    private static Matrix centred(Matrix target, double[] means) {
        Matrix centred = target.copy();
        for (int j = 0; j < target.columns(); j++) {
            for (int i = 0; i < means.length; i++) {
                centred.data()[i + j * means.length] -= means[i];
            }
        }
        return centred;
    }
}
