package dev.nadir.construct.pivot;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Construction;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Problem;
import dev.nadir.construct.Refusal;
import dev.nadir.linalg.AffineSolve;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Window;
import java.util.List;
import java.util.Optional;

/**
 * The affine network with a fixed nonlinearity, x ↦ F(W x + b) ([CM] Definition 4.3, Proposition 2): only W and b are
 * fitted.
 *
 * <p>F: ℝ^m → ℝ^Q splits its m arguments into Q groups and returns, per output, offset + scale · (mean of σ over its
 * group), offset and scale set once so that the labels lie in the image of the activation's window. F is a submersion
 * there. Hypotheses: rank [X; 1ᵀ] = N, m ≥ Q. Cost: one QR of the inputs.
 *
 * @param activation σ inside F
 * @param units m
 */
public record FixedNonlinearity(Activation activation, int units) implements Construction {
    @Override
    public String name() {
        return "fixed-nonlinearity";
    }

    @Override
    public Outcome construct(Problem problem) {
        PivotLayer scheme = new PivotLayer(new Architecture(List.of(units), activation), 1);
        Optional<Refusal> obstacle = scheme.obstacle(problem);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        AffineSolve solve = problem.inputSolve();
        Optional<Refusal> deficiency = scheme.deficiency(solve.rank());
        if (deficiency.isPresent()) {
            return deficiency.get();
        }
        Layer fixed = fixedMap(problem.data().labels());
        AffineSolve.Affine affine = solve.solve(preimage(problem.data().labels(), fixed));
        Network network = new Network(
                problem.inputScaling(), List.of(new Layer(affine.weight(), affine.bias(), activation), fixed));
        List<String> notes = List.of("the output layer is the fixed nonlinearity and was not fitted");
        return new Constructed(network, name(), 1, solve.rank(), notes);
    }

    /** The Q x m averaging layer. */
    private Layer fixedMap(Matrix labels) {
        int outputs = labels.rows();
        Window range = WorkingWindow.of(activation, 1).values();
        double[] offset = new double[outputs];
        Matrix weight = Matrix.zeros(outputs, units);
        for (int q = 0; q < outputs; q++) {
            double[] row = labels.rowArray(q);
            double low = java.util.Arrays.stream(row).min().orElseThrow();
            double high = java.util.Arrays.stream(row).max().orElseThrow();
            double scale = high > low ? (high - low) / (2 * range.halfWidth()) : 1;
            offset[q] = (low + high) / 2 - scale * range.centre();
            int size = groupSize(q, outputs);
            for (int j = q; j < units; j += outputs) {
                weight.data()[q + j * outputs] = scale / size;
            }
        }
        return new Layer(weight, offset, new Identity());
    }

    private int groupSize(int q, int outputs) {
        return (units - q + outputs - 1) / outputs;
    }

    /** T, m x N: every unit of a group is set to σ⁻¹ of what the output needs. */
    private Matrix preimage(Matrix labels, Layer fixed) {
        int outputs = labels.rows();
        Matrix target = Matrix.zeros(units, labels.columns());
        for (int q = 0; q < outputs; q++) {
            double scale = fixed.weight().get(q, q) * groupSize(q, outputs);
            for (int i = 0; i < labels.columns(); i++) {
                double z = activation.inverse((labels.get(q, i) - fixed.bias()[q]) / scale);
                for (int j = q; j < units; j += outputs) {
                    target.data()[j + i * units] = z;
                }
            }
        }
        return target;
    }
}
