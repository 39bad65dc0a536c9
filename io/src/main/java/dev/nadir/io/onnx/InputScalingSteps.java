package dev.nadir.io.onnx;

import dev.nadir.matrix.RowScaling;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The entrywise steps before the first layer as x ↦ (x - offset) ∘ factor. */
final class InputScalingSteps {
    private InputScalingSteps() {}

    static Optional<RowScaling> read(List<Step> steps, Expression.Product first, NetworkAssembly assembly)
            throws IOException {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        int width = first.weight().columns();
        double[] offset = new double[width];
        double[] factor = new double[width];
        Arrays.fill(factor, 1);
        for (Step step : steps) {
            if (step instanceof Step.Shift shift) {
                double[] constant = assembly.entries(shift.constant().value(), width, step);
                subtract(offset, factor, constant, shift, assembly);
            } else if (step instanceof Step.Scale scale) {
                multiply(factor, assembly.entries(scale.constant().value(), width, step), scale, assembly);
            } else {
                throw assembly.fail(step, "is an activation applied to the input, expected a layer before it");
            }
        }
        return Optional.of(new RowScaling(offset, factor));
    }

    /** (x - o) f + s c = (x - (o - s c / f)) f. */
    private static void subtract(
            double[] offset, double[] factor, double[] constant, Step.Shift step, NetworkAssembly assembly)
            throws IOException {
        boolean exact = Entries.isZero(offset) && Entries.powersOfTwo(factor);
        for (int i = 0; i < offset.length; i++) {
            if (factor[i] == 0) {
                throw assembly.fail(step, "shifts feature " + (i + 1) + ", which the node before multiplies by 0");
            }
            double moved = -step.sign() * constant[i] / factor[i];
            offset[i] = offset[i] == 0 ? moved : offset[i] + moved;
        }
        assembly.note(exact, step, "is merged into the input scaling");
    }

    private static void multiply(double[] factor, double[] constant, Step.Scale step, NetworkAssembly assembly) {
        boolean exact = Entries.powersOfTwo(constant)
                || !step.divide() && Arrays.stream(factor).allMatch(f -> f == 1);
        for (int i = 0; i < factor.length; i++) {
            factor[i] = step.divide() ? factor[i] / constant[i] : factor[i] * constant[i];
        }
        assembly.note(exact, step, "is merged into the input scaling");
    }
}
