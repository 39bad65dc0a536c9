package dev.nadir.flow;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Network;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The cost of a network on a data set as a function of its parameters, or of those of chosen layers, with first and
 * second derivatives.
 *
 * <p>The state u holds the parameters of the chosen layers in the order of {@link Network#parameters()}; the others stay
 * as they are in the given network. K is the length of u. Not safe for use from several threads: it counts its work.
 */
public final class LossLandscape implements CostFunction {
    private static final long LOCATABLE_KINKS = 20_000;

    private final Network network;
    private final TrainingSet data;
    private final LayerSelection layers;
    private final ParameterSelection selection;
    private long gradients;
    private long jacobians;
    private long hessians;
    private long products;
    private BooleanSupplier cancelled = () -> false;

    /**
     * All parameters.
     *
     * @throws IllegalArgumentException if the data do not fit the network
     */
    public LossLandscape(Network network, TrainingSet data) {
        this(network, data, LayerSelection.all(network.layers().size()));
    }

    /**
     * Only the parameters of the trained layers move.
     *
     * @throws IllegalArgumentException if no layer is trained or the data do not fit the network
     */
    public LossLandscape(Network network, TrainingSet data, LayerSelection layers) {
        if (data.inputDim() != network.inputDim() || data.outputDim() != network.outputDim()) {
            throw new IllegalArgumentException("data: got M = " + data.inputDim() + " and Q = " + data.outputDim()
                    + ", expected M = " + network.inputDim() + " and Q = " + network.outputDim()
                    + " as in the network");
        }
        this.network = network;
        this.data = data;
        this.layers = layers;
        this.selection = ParameterSelection.of(network, layers);
    }

    /** K, the number of parameters that move. */
    @Override
    public int dimension() {
        return selection.size();
    }

    /** QN. */
    public int outputSize() {
        return Math.multiplyExact(data.outputDim(), data.samples());
    }

    /** The layers that move, from 1, ascending. */
    public int[] layers() {
        return layers.layers();
    }

    /** The data. */
    public TrainingSet data() {
        return data;
    }

    /** Units with a kink times samples: how many signs could change along a path; 0 for smooth networks. */
    public long kinkCandidates() {
        return network.layers().stream()
                .filter(layer -> layer.activation().hasKink())
                .mapToLong(layer -> (long) layer.outputDim() * data.samples())
                .sum();
    }

    /** Whether there are kinks, and few enough to locate each: every step looks at all of them. */
    public boolean kinksLocatable() {
        return kinkCandidates() > 0 && kinkCandidates() <= LOCATABLE_KINKS;
    }

    /** Whether a layer above the first has kinks: its z are not linear in the parameters. */
    boolean kinksAboveFirstLayer() {
        return network.layers().stream()
                .skip(1)
                .anyMatch(layer -> layer.activation().hasKink());
    }

    /** The pairs of units and samples with a kink. */
    KinkLayout kinks() {
        return KinkLayout.of(network, data.samples());
    }

    /** Which pairs have z > 0 at a state. */
    KinkMode signs(double[] state) {
        KinkLayout layout = kinks();
        ForwardPass pass = forward(state);
        boolean[] on = new boolean[layout.size()];
        for (int l : layout.layers()) {
            double[] z = pass.preActivations().get(l).data();
            for (int i = 0; i < z.length; i++) {
                on[layout.offsets()[l] + i] = z[i] > 0;
            }
        }
        return new KinkMode(layout, on, List.of());
    }

    /** All activations at a state with every pair on the side that the mode gives it. */
    KinkPass pass(double[] state, KinkMode mode) {
        return KinkPass.of(network(state), data.inputs(), mode.layout(), mode.on());
    }

    /** ∂z/∂u of a pair. */
    double[] normal(ForwardPass pass, KinkLayout layout, int pair) {
        return selection.pick(KinkNormal.of(pass, layout.layer(pair), layout.unit(pair), layout.sample(pair)));
    }

    /** The state of the network given. */
    public double[] start() {
        return selection.pick(network.parameters());
    }

    /** The network at a state. */
    public Network network(double[] state) {
        return network.withParameters(selection.put(network.parameters(), state));
    }

    /** From now on a forward pass throws {@link CancellationException} once this is true: to leave long computations. */
    void cancelWhen(BooleanSupplier asked) {
        cancelled = asked;
    }

    /** All activations at a state. */
    public ForwardPass forward(double[] state) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        return network(state).forward(data.inputs());
    }

    /** x[θ], Q x N. */
    public Matrix outputs(double[] state) {
        return network(state).evaluate(data.inputs());
    }

    /** C. */
    @Override
    public double cost(double[] state) {
        return Cost.of(outputs(state), data.labels());
    }

    @Override
    public double signal(double[] state) {
        double size = Math.hypot(outputs(state).frobeniusNorm(), data.labels().frobeniusNorm());
        return size / Math.sqrt(data.samples());
    }

    /** Whether every unit with a kink has the same sign on every sample at both states. */
    @Override
    public boolean inOnePiece(double[] first, double[] second) {
        if (kinkCandidates() == 0) {
            return true;
        }
        ForwardPass one = forward(first);
        ForwardPass other = forward(second);
        for (int l = 0; l < network.layers().size(); l++) {
            boolean kinked = network.layers().get(l).activation().hasKink();
            double[] z = one.preActivations().get(l).data();
            double[] there = other.preActivations().get(l).data();
            for (int i = 0; kinked && i < z.length; i++) {
                if (z[i] > 0 != there[i] > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** ∇_x C = (x − y)/N as a vector in the order of x, length QN. */
    public double[] outputGradient(ForwardPass pass) {
        return Cost.outputGradient(pass.outputs(), data.labels()).data();
    }

    /** ∇_θ C at a state. */
    @Override
    public double[] gradient(double[] state) {
        return gradient(forward(state));
    }

    /** ∇_θ C from a forward pass; one backward pass. */
    public double[] gradient(ForwardPass pass) {
        gradients++;
        return pullBack(pass, outputGradient(pass));
    }

    /** ∇_θ of the cost on the chosen samples only. */
    double[] gradientOn(double[] state, int[] samples) {
        return new LossLandscape(network(state), Descent.batch(data, samples), layers).countedGradient(this);
    }

    private double[] countedGradient(LossLandscape owner) {
        owner.gradients++;
        return gradient(start());
    }

    private double[] pullBack(ForwardPass pass, double[] u) {
        return selection.pick(pass.pullBack(new Matrix(data.outputDim(), data.samples(), u)));
    }

    /** D at a forward pass, restricted to the parameters that move. */
    public TrainingJacobian jacobian(ForwardPass pass) {
        jacobians++;
        return TrainingJacobian.of(pass).restrictedTo(layers);
    }

    /** ∇²C, K x K, dense, exactly symmetric. */
    @Override
    public Matrix hessian(double[] state) {
        return hessian(forward(state));
    }

    /** ∇²C from a forward pass. */
    Matrix hessian(ForwardPass pass) {
        hessians++;
        Matrix full = DenseHessian.of(pass, data.labels());
        return selection.pickRows(selection.pickRows(full).transpose());
    }

    /** ∇²C v from a forward pass; two forward and two backward passes. */
    public double[] hessianTimes(ForwardPass pass, double[] v) {
        products++;
        double[] direction = selection.put(new double[selection.fullSize()], v);
        return selection.pick(HessianProduct.of(pass, data.labels(), direction));
    }

    /** Work so far. */
    public Effort effort() {
        return new Effort(gradients, jacobians, hessians, products);
    }

    /**
     * Derivatives computed so far.
     *
     * @param gradients of the cost
     * @param jacobians training Jacobians
     * @param hessians dense Hessians
     * @param hessianProducts Hessian-vector products
     */
    public record Effort(long gradients, long jacobians, long hessians, long hessianProducts) {}
}
