package dev.nadir.jacobian.statement;

import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.matrix.Matrix;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements of [CM] and [CE] on the training Jacobian, checked where a network stands: hypotheses measured,
 * conclusion measured, verdict (mathematics §3.5).
 *
 * <p>"X of full rank" is measured as rank ã = N with the features ã of layer 1: (x; 1), or x where that layer has no bias.
 */
public final class Statements {
    private Statements() {}

    /**
     * All of them.
     *
     * @param jacobian of the trained layers
     * @param spectrum its spectrum
     * @param split its loss split
     * @param labels Y, Q x N
     * @throws IllegalArgumentException if the labels do not fit
     */
    public static List<StatementCheck> of(
            TrainingJacobian jacobian, JacobianSpectrum spectrum, LossSplit split, Matrix labels) {
        Evidence evidence = new Evidence(jacobian, spectrum, split, labels);
        ChenMoore overparametrized = new ChenMoore(evidence);
        RankLoss rankLoss = new RankLoss(evidence);
        ChenMunozEwald flow = new ChenMunozEwald(evidence);
        return Stream.of(
                        overparametrized.proposition1(),
                        overparametrized.proposition3(),
                        overparametrized.proposition4(),
                        overparametrized.proposition5(),
                        overparametrized.formula15(),
                        overparametrized.lemma1(),
                        rankLoss.remark3(),
                        rankLoss.deadLayer(),
                        rankLoss.zeroParameters(),
                        flow.theorem11(),
                        flow.theorem12(),
                        flow.formula17())
                .toList();
    }
}
