package dev.nadir.jacobian.diagnose;

import dev.nadir.jacobian.BroadcastProduct;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.diagnose.StatementCheck.Measured;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of [CM] and [CE] on the training Jacobian, checked where a network stands: hypotheses measured,
 * conclusion measured, verdict (mathematics §3.5).
 *
 * <p>"X of full rank" is measured as rank [X; 1] = N, because D contains the columns of the biases.
 */
public final class Statements {
    private static final int BLOCK_ROWS = 1500;

    private final TrainingJacobian jacobian;
    private final JacobianSpectrum spectrum;
    private final Matrix labels;

    /** At the parameters of the Jacobian, of all layers, with its spectrum and labels Y, Q x N. */
    public Statements(TrainingJacobian jacobian, JacobianSpectrum spectrum, Matrix labels) {
        Matrix.requireShape(labels, jacobian.outputDim(), jacobian.samples(), "labels");
        this.jacobian = jacobian;
        this.spectrum = spectrum;
        this.labels = labels;
    }

    /** All of them. */
    public List<StatementCheck> all() {
        return List.of(
                proposition1(),
                proposition3(),
                proposition5(),
                lemma1(),
                remark3(),
                deadLayer(),
                zeroParameters(),
                theorem11(),
                formula17());
    }

    /** [CM] Proposition 1: for the linear model, D has full rank exactly if X has. */
    public StatementCheck proposition1() {
        Measured linear = new Measured("one layer, no activation: L", layers().size() - 1.0, isLinearModel());
        RankReport data = dataRank();
        RankReport jacobianRank = spectrum.rank();
        boolean agree = (data.rank() == jacobian.samples()) == (jacobianRank.rank() == jacobian.rows());
        Measured conclusion = new Measured(
                "rank D = Q rank [X; 1] = " + jacobian.outputDim() * data.rank() + ": rank D",
                jacobianRank.rank(),
                agree && jacobianRank.rank() == jacobian.outputDim() * data.rank(),
                data.decided() && jacobianRank.decided());
        return StatementCheck.of(
                "[CM] Proposition 1",
                "for the linear model D has full rank if and only if X has",
                List.of(linear),
                conclusion);
    }

    private boolean isLinearModel() {
        return layers().size() == 1 && layers().get(0).activation() instanceof Identity;
    }

    /** [CM] Proposition 3: one affine layer and a submersion σ; X of full rank makes D of full rank. */
    public StatementCheck proposition3() {
        Measured single = new Measured("one layer x ↦ σ(Wx + b): L", layers().size() - 1.0, layers().size() == 1);
        return StatementCheck.of(
                "[CM] Proposition 3",
                "for the affine network, X of full rank and σ a submersion make D of full rank",
                List.of(single, fullDataRank(), submersion()),
                fullJacobianRank());
    }

    /** [CM] Proposition 5: X and W_2, …, W_{L+1} of full rank make D of full rank. */
    public StatementCheck proposition5() {
        List<Measured> hypotheses = new ArrayList<>(List.of(fullDataRank(), submersion(), noWidening()));
        for (int l = 2; l <= layers().size(); l++) {
            Matrix weight = layers().get(l - 1).weight();
            RankReport rank = RankReport.of(jacobian.weightSingularValues(l), weight.rows(), weight.columns());
            hypotheses.add(new Measured(
                    "W_" + l + " has full rank " + rank.size() + ": rank",
                    rank.rank(),
                    rank.rank() == rank.size(),
                    rank.decided()));
        }
        return StatementCheck.of(
                "[CM] Proposition 5",
                "X and W_2, …, W_{L+1} of full rank and σ a local diffeomorphism make D of full rank",
                hypotheses,
                fullJacobianRank());
    }

    private Measured noWidening() {
        int widening = 0;
        for (int l = 2; l <= layers().size(); l++) {
            widening += layers().get(l - 1).outputDim() > layers().get(l - 1).inputDim() ? 1 : 0;
        }
        return new Measured("layers above the first do not widen: layers that do", widening, widening == 0);
    }

    /** [CM] Lemma 1 in its quantitative form: σ_min(D) ≥ σ_min(ã^{l-1}) min_i σ_min(δ_i^l) for every layer l. */
    public StatementCheck lemma1() {
        double best = 0;
        for (BroadcastProduct block : jacobian.factors().products()) {
            best = Math.max(best, block.smallestSingularValueBound());
        }
        double[] sigma = spectrum.singularValues();
        double smallest = sigma.length < jacobian.rows() ? 0 : sigma[sigma.length - 1];
        double slack = spectrum.tier() == Tier.SKETCH ? 0.5 : 1 - 1e-9;
        double noise = sigma.length == 0 ? 0 : jacobian.rows() * Math.ulp(1.0) * sigma[0];
        return StatementCheck.of(
                "[CM] Lemma 1",
                "the broadcast product of factors of full rank has full rank: σ_min(D) ≥ σ_min(ã) min_i σ_min(δ_i)",
                List.of(new Measured(
                        "some layer has ã of rank N and every δ_i of rank Q: the bound", best, best > noise)),
                new Measured("σ_min(D) is at least the bound: σ_min(D)", smallest, smallest >= slack * best));
    }

    /** [CM] Remark 3 as read here: one layer whose block has full rank is enough. Left undecided for QN above 1500. */
    public StatementCheck remark3() {
        int best = 0;
        boolean decided = jacobian.rows() <= BLOCK_ROWS; // one spectrum per layer
        for (int layer : decided ? jacobian.selection().layers() : new int[0]) {
            LayerSelection alone = LayerSelection.only(layers().size(), layer);
            RankReport rank = JacobianSpectrum.of(jacobian.restrictedTo(alone)).rank();
            best = Math.max(best, rank.rank());
            decided &= rank.decided();
        }
        return StatementCheck.of(
                "[CM] Remark 3",
                "D has full rank as soon as the block of one layer has, and never less rank than any block",
                List.of(),
                new Measured(
                        "rank D is at least the largest rank of a block, " + best + ": rank D",
                        spectrum.rank().rank(),
                        spectrum.rank().rank() >= best,
                        decided && spectrum.rank().decided()));
    }

    /** A hidden layer that is dead on all samples leaves rank D = Q at most for one layer above it. */
    public StatementCheck deadLayer() {
        int dead = 0;
        for (int l = 1; l < layers().size(); l++) {
            dead = jacobian.slopes(l).maxAbs() == 0 ? l : dead;
        }
        return StatementCheck.of(
                "dead hidden layer",
                "if σ' = 0 throughout a hidden layer, the outputs are the same for all samples and rank D is at most Q",
                List.of(new Measured(
                        "a hidden layer with σ' = 0 on every unit and sample: its number", dead, dead > 0)),
                new Measured(
                        "rank D ≤ Q = " + jacobian.outputDim() + ": rank D",
                        spectrum.rank().rank(),
                        spectrum.rank().rank() <= jacobian.outputDim(),
                        spectrum.rank().decided()));
    }

    /** All parameters 0 and σ(0) = 0: rank D = Q. */
    public StatementCheck zeroParameters() {
        double largest = 0;
        double atZero = 0;
        for (Layer layer : layers()) {
            largest = Math.max(
                    largest,
                    Math.max(
                            layer.weight().maxAbs(), Matrix.column(layer.bias()).maxAbs()));
            atZero = Math.max(atZero, Math.abs(layer.activation().value(0)));
        }
        return StatementCheck.of(
                "all parameters zero",
                "with a hidden layer, all parameters zero and σ(0) = 0, rank D = Q",
                List.of(
                        new Measured("hidden layers", layers().size() - 1.0, layers().size() > 1),
                        new Measured("largest parameter", largest, largest == 0),
                        new Measured("|σ(0)|", atZero, atZero == 0)),
                new Measured(
                        "rank D = Q = " + jacobian.outputDim() + ": rank D",
                        spectrum.rank().rank(),
                        spectrum.rank().rank() == jacobian.outputDim(),
                        spectrum.rank().decided()));
    }

    /**
     * [CE] Theorem 1.1: with λ = λ_min(DDᵀ) > 0 the cost falls at least like e^{-2λs/N}. Checked in differential form at
     * this point: -dC/ds = ‖∇_θC‖² ≥ (2λ/N) C.
     */
    public StatementCheck theorem11() {
        LossSplit split = split();
        double lambda = spectrum.smallestEigenvalue();
        double promised = 2 * lambda / jacobian.samples();
        double rate = split.cost() == 0
                ? Double.POSITIVE_INFINITY
                : split.gradientNorm() * (split.gradientNorm() / split.cost());
        double slack = spectrum.tier() == Tier.SKETCH ? 0.25 : 1 - 1e-8;
        return StatementCheck.of(
                "[CE] Theorem 1.1",
                "if λ = λ_min(DDᵀ) > 0 along the orbit, C(s) ≤ C(s₀) e^{-2λ(s - s₀)/N}; here: -C'/C ≥ 2λ/N",
                List.of(new Measured(
                        "λ > 0, that is, D has rank QN: λ",
                        lambda,
                        spectrum.rank().rank() == jacobian.rows(),
                        spectrum.rank().decided())),
                new Measured("rate -C'/C at least 2λ/N = " + promised + ": rate", rate, rate >= slack * promised));
    }

    /**
     * [CE] (1.7): at a stationary point C = N/2 ‖P⊥∇_xC‖². Stationarity is measured through C_reach ≤ N/2
     * (‖∇_θC‖/σ_r)², never by ‖∇_θC‖ alone, because a small gradient may hide a reachable loss (mathematics §3.4).
     */
    public StatementCheck formula17() {
        LossSplit split = split();
        double above = spectrum.rank().sigmaAbove();
        double bound = jacobian.samples() / 2.0 * Math.pow(split.gradientNorm() / above, 2);
        double share = split.cost() == 0 ? 0 : split.reachable() / split.cost();
        return StatementCheck.of(
                "[CE] (1.7)",
                "at a stationary point C = N/2 ‖P⊥∇_xC‖²",
                List.of(new Measured(
                        "stationary: N/2 (‖∇_θC‖/σ_r)², which bounds C_reach, is at most 1e-6 C; it is",
                        bound,
                        bound <= 1e-6 * split.cost(),
                        spectrum.rank().decided())),
                new Measured("C_reach/C is at most 1e-6; it is", share, share <= 1e-6));
    }

    private LossSplit split() {
        return LossSplit.of(jacobian, spectrum.projector(), labels);
    }

    private RankReport dataRank() {
        return jacobian.inputSpan().rank();
    }

    private Measured fullDataRank() {
        RankReport rank = dataRank();
        return new Measured(
                "X has full rank, rank [X; 1] = N = " + jacobian.samples() + ": rank",
                rank.rank(),
                rank.rank() == jacobian.samples(),
                rank.decided());
    }

    private Measured submersion() {
        double least = Double.POSITIVE_INFINITY;
        for (int l = 1; l <= layers().size(); l++) {
            for (double slope : jacobian.slopes(l).data()) {
                least = Math.min(least, Math.abs(slope));
            }
        }
        return new Measured("σ' ≠ 0 on every unit and sample: min |σ'|", least, least > 0);
    }

    private Measured fullJacobianRank() {
        return new Measured(
                "rank D = QN = " + jacobian.rows() + ": rank D",
                spectrum.rank().rank(),
                spectrum.rank().rank() == jacobian.rows(),
                spectrum.rank().decided());
    }

    private List<Layer> layers() {
        return jacobian.network().layers();
    }
}
