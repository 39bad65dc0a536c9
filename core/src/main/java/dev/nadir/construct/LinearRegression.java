package dev.nadir.construct;

import dev.nadir.linalg.Qr;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import java.util.Arrays;
import java.util.List;

/** Underdetermined linear regression, L = 0: [CM] §4.3, Proposition 1. */
public record LinearRegression() implements Construction {
    @Override
    public String name() {
        return "linear-regression";
    }

    @Override
    public Outcome construct(Problem problem) {
        Matrix inputs = problem.scaledInputs().appendRow(1);
        Matrix solution = Qr.of(inputs).leastNormRight(problem.data().labels());
        int features = problem.data().inputDim();
        Matrix weight = solution.columns(0, features);
        double[] bias = Arrays.copyOf(solution.columnArray(features), solution.rows());
        Network network = new Network(problem.inputScaling(), List.of(new Layer(weight, bias, new Identity())));
        RankReport rank = RankReport.of(new double[] {1}, 1, 1);
        return new Constructed(network, name(), 1, rank, List.of());
    }
}
