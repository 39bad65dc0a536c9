package dev.nadir.construct.structured;

import dev.nadir.construct.Refusal;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.structure.LabelClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether every class has become a single point, to the last bit, behind the hidden layers. */
public final class CollapseCheck {
    private CollapseCheck() {}

    /** The largest distance, in the maximum norm, between two samples of one class behind the last hidden layer. */
    public static double spread(Network network, Matrix inputs, int[] codes, int classes) {
        List<Layer> layers = network.layers();
        Matrix states = new Network(network.inputScaling(), new ArrayList<>(layers.subList(0, layers.size() - 1)))
                .evaluate(inputs);
        double[][] first = new double[classes][];
        double spread = 0;
        for (int j = 0; j < states.columns(); j++) {
            if (first[codes[j]] == null) {
                first[codes[j]] = states.columnArray(j);
            }
            for (int i = 0; i < states.rows(); i++) {
                spread = Math.max(spread, Math.abs(states.get(i, j) - first[codes[j]][i]));
            }
        }
        return spread;
    }

    /** A refusal unless the spread is exactly 0. */
    static Optional<Refusal> obstacle(Network network, StructuredProblem data) {
        LabelClasses classes = data.classes();
        double spread = spread(network, data.raw(), classes.codes(), classes.count());
        return spread == 0
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "verification-failed",
                        "a class did not collapse to one point: spread " + spread + ", expected exactly 0",
                        "use decision-list or peeling"));
    }
}
