package dev.nadir.assess;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.LossSplit;
import dev.nadir.linalg.RankReport;
import dev.nadir.network.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures what gradient descent will meet. */
final class OutlookMeasurement {
    private static final long LARGEST_RANK_PROBLEM = 1500;
    private static final int DEEP = 10;
    private static final double SMALL_EIGENVALUE = 1e-8;

    private final TrainingSet data;
    private final Subject subject;
    private final int inputRank;
    private final List<String> obstacles = new ArrayList<>();

    /**
     * Prepares the measurement.
     *
     * @param inputRank rank [X; 1ᵀ]
     */
    OutlookMeasurement(TrainingSet data, Subject subject, int inputRank) {
        this.data = data;
        this.subject = subject;
        this.inputRank = inputRank;
    }

    DescentOutlook run() {
        long bound = rankBound();
        countingObstacles(bound);
        Optional<RankReport> rank = Optional.empty();
        double smallest = Double.NaN;
        if (subject.equations() <= LARGEST_RANK_PROBLEM) {
            TrainingJacobian jacobian = TrainingJacobian.of(subject.network(), data.inputs());
            JacobianSpectrum spectrum = JacobianSpectrum.of(jacobian);
            rank = Optional.of(spectrum.rank());
            smallest = spectrum.smallestEigenvalue();
            measuredObstacles(jacobian, spectrum);
        } else {
            obstacles.add("rank D was not computed: QN = " + subject.equations() + " is above " + LARGEST_RANK_PROBLEM
                    + "; nadir analyze computes it.");
        }
        structuralObstacles();
        return new DescentOutlook(
                subject.parameters(), subject.effective(), subject.equations(), bound, rank, smallest, obstacles);
    }

    /**
     * Σ_l M_l min(M_{l−1} + 1, N), and rank [X; 1ᵀ] for the first layer: the block of layer l is a sum of M_l products
     * of a diagonal with the layer's inputs.
     */
    private long rankBound() {
        long bound = 0;
        for (int l = 0; l < subject.network().layers().size(); l++) {
            var layer = subject.network().layers().get(l);
            long features = l == 0 ? inputRank : Math.min(layer.inputDim() + 1L, data.samples());
            bound += layer.outputDim() * features;
        }
        return Math.min(bound, subject.effective());
    }

    private void countingObstacles(long bound) {
        if (subject.effective() < subject.equations()) {
            obstacles.add("K = " + subject.effective() + " effective parameters for QN = " + subject.equations()
                    + " equations: at least " + (subject.equations() - subject.effective())
                    + " directions of the output cannot be moved, and for generic data gradient descent does not reach"
                    + " zero loss ([CE] Theorem 1.3).");
        } else if (bound < subject.equations()) {
            obstacles.add("rank D ≤ " + bound + " < QN = " + subject.equations() + " although K = "
                    + subject.parameters()
                    + ": the first layer adds at most M_1 rank [X; 1ᵀ], and the inputs have rank "
                    + inputRank + " only.");
        }
    }

    private void measuredObstacles(TrainingJacobian jacobian, JacobianSpectrum spectrum) {
        String where = subject.given() ? "at the given parameters" : "at a random initialization";
        long full = subject.equations();
        if (spectrum.rank().rank() < full) {
            obstacles.add("rank D = " + spectrum.rank().rank() + " of QN = " + full + " " + where
                    + (spectrum.rank().decided() ? "." : " (undecided)."));
        } else if (spectrum.smallestEigenvalue() < SMALL_EIGENVALUE) {
            obstacles.add(String.format(
                    Locale.ROOT,
                    "λ_min of DDᵀ is %.1e %s: the slowest output direction moves that slowly.",
                    spectrum.smallestEigenvalue(),
                    where));
        }
        if (subject.given()) {
            LossSplit split = LossSplit.of(jacobian, spectrum.projector(), data.labels());
            obstacles.add(String.format(
                    Locale.ROOT,
                    "Of the cost %.3g, %.3g is blocked to first order at the given parameters.",
                    split.cost(),
                    split.blocked()));
        }
    }

    private void structuralObstacles() {
        Activation activation = subject.activation();
        if (subject.hidden().size() >= DEEP) {
            obstacles.add(subject.hidden().size()
                    + " hidden layers: rank loss along the flow becomes likelier with depth; watch λ_min.");
        }
        if (activation.hasKink()) {
            obstacles.add(activation.name()
                    + " is only piecewise smooth: units can die, and one scaling symmetry per unit does nothing.");
        }
        if (subject.hidden().stream().anyMatch(width -> width < subject.outputDim())) {
            obstacles.add(
                    "A hidden layer is narrower than Q = " + subject.outputDim() + ": all outputs pass through it.");
        }
    }
}
