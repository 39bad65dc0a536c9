package dev.nadir.certify;

import dev.nadir.certify.Certification.Certified;
import dev.nadir.certify.Certification.Inconclusive;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Labels whose coordinates add up to the same number s in every sample, as one-hot labels do.
 *
 * <p>Training keeps the sum of the outputs there, so the rows of W_{L+1} add up to 0 but for rounding and D has no full rank. But the
 * last output need not be solved for: with the last row of [W b] set to minus the sum of the others, and s added to its constant, it
 * is s minus the other outputs, hence right where they are. If the others take a step of at most r, the last row takes one of at most
 * δ + √(Q−1) r, where δ is how far the stored rows are from that relation.
 */
final class DependentLabels {
    private final Network network;
    private final TrainingSet data;
    private final double sum;
    private final double defect;

    private DependentLabels(Network network, TrainingSet data, double sum, double defect) {
        this.network = network;
        this.data = data;
        this.sum = sum;
        this.defect = defect;
    }

    /** Where the labels have a constant sum and the stored output rows keep to it better than the square root of the precision. */
    static Optional<DependentLabels> of(Network network, TrainingSet data) {
        Layer last = network.layers().get(network.layers().size() - 1);
        if (data.outputDim() < 2 || !last.biased() || !(last.activation() instanceof Identity)) {
            return Optional.empty();
        }
        Optional<BigDecimal> sum = constantSum(data.labels());
        if (sum.isEmpty()) {
            return Optional.empty();
        }
        double defect = defect(last, sum.get());
        return defect <= 1e-8 * last.weight().frobeniusNorm()
                ? Optional.of(new DependentLabels(network, data, sum.get().doubleValue(), defect))
                : Optional.empty();
    }

    private static Optional<BigDecimal> constantSum(Matrix labels) {
        BigDecimal first = columnSum(labels, 0);
        for (int i = 1; i < labels.columns(); i++) {
            if (columnSum(labels, i).compareTo(first) != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(first);
    }

    private static BigDecimal columnSum(Matrix matrix, int column) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int q = 0; q < matrix.rows(); q++) {
            sum = sum.add(new BigDecimal(matrix.get(q, column)));
        }
        return sum;
    }

    /** ‖(Σ_q W_q, Σ_q b_q − s/β)‖: the sums are exact, the quotient by a β that is not 1 is within two units. */
    private static double defect(Layer last, BigDecimal sum) {
        double[] off = new double[last.inputDim() + 1];
        for (int v = 0; v < last.inputDim(); v++) {
            off[v] = up(columnSum(last.weight(), v));
        }
        double beta = last.parametrization().biasFactor();
        BigDecimal constant = columnSum(Matrix.column(last.bias()), 0);
        // β Σ b − s is exact; dividing by β rounds once
        BigDecimal scaled = constant.multiply(new BigDecimal(beta)).subtract(sum);
        off[last.inputDim()] = Upward.over(up(scaled), Math.abs(beta));
        return Upward.norm(off);
    }

    private static double up(BigDecimal value) {
        return value.signum() == 0 ? 0 : Math.nextUp(value.abs().doubleValue());
    }

    /** The problem without the last output. */
    Measured reduced() {
        List<Layer> layers = new ArrayList<>(network.layers());
        int outputs = data.outputDim() - 1;
        Layer last = layers.remove(layers.size() - 1);
        layers.add(new Layer(
                last.weight().rows(0, outputs),
                Arrays.copyOf(last.bias(), outputs),
                last.activation(),
                last.parametrization()));
        TrainingSet fewer = new TrainingSet(data.inputs(), data.labels().rows(0, outputs));
        return Measured.of(new Network(network.inputScaling(), layers), fewer);
    }

    /** The whole network of a reduced one whose parameters have moved. */
    Network restored(Network reduced) {
        List<Layer> layers = new ArrayList<>(reduced.layers());
        Layer last = layers.remove(layers.size() - 1);
        int outputs = data.outputDim();
        Matrix weight = Matrix.zeros(outputs, last.inputDim());
        for (int v = 0; v < last.inputDim(); v++) {
            System.arraycopy(last.weight().data(), v * (outputs - 1), weight.data(), v * outputs, outputs - 1);
            weight.data()[v * outputs + outputs - 1] =
                    columnSum(last.weight(), v).negate().doubleValue();
        }
        double[] bias = Arrays.copyOf(last.bias(), outputs);
        bias[outputs - 1] = sum / last.parametrization().biasFactor()
                - columnSum(Matrix.column(last.bias()), 0).doubleValue();
        layers.add(new Layer(weight, bias, last.activation(), last.parametrization()));
        return new Network(reduced.inputScaling(), layers);
    }

    /** What the outcome for the reduced problem means for the whole one. */
    Certification whole(Certification outcome, Measured measured) {
        if (!(outcome instanceof Certified found)) {
            Inconclusive open = (Inconclusive) outcome;
            Bounds bounds = open.bounds();
            return new Inconclusive(
                    open.method(),
                    open.layers(),
                    new Bounds(measured.residual(), bounds.sigma(), bounds.lipschitz()),
                    open.failing());
        }
        double others = Upward.times(Upward.root(data.outputDim() - 1), found.radius());
        double radius = Upward.norm(new double[] {found.radius(), Upward.plus(defect, others)});
        Bounds bounds = new Bounds(
                measured.residual(), found.bounds().sigma(), found.bounds().lipschitz());
        return new Certified(found.method(), found.layers(), bounds, radius, measured.relative(radius));
    }
}
