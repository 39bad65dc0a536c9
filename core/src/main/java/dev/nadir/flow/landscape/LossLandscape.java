package dev.nadir.flow.landscape;

import dev.nadir.data.TrainingSet;
import dev.nadir.jacobian.LayerSelection;
import dev.nadir.jacobian.NetworkModel;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.GradientDifferences;
import dev.nadir.model.Loss;
import dev.nadir.model.Model;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Network;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The cost of a model on a data set as a function of its trained parameters θ, with first and second derivatives: the loss C, or
 * with weight decay C + λ/2 |θ|², which is meant wherever the cost, its gradient or its Hessian is asked for.
 *
 * <p>Second derivatives of a perceptron are exact; those of other models are exact in Dᵀ∇²_xC D, and the rest is by central
 * differences ({@link Evaluation#curvatureTimes}). K is the length of θ. Not safe for use from several threads: it counts its
 * work.
 */
public final class LossLandscape implements CostFunction {
    private static final int PROBES = 3;
    private static final long UNCOUNTED = -1;

    private final Model model;
    private final TrainingSet data;
    private final Loss loss;
    private final double decay;
    private final double[] start;
    private long kinkCandidates = UNCOUNTED; // counting may take an evaluation
    private long gradients;
    private long jacobians;
    private long hessians;
    private long products;
    private BooleanSupplier cancelled = () -> false;

    /** All parameters of a perceptron. */
    public LossLandscape(Network network, TrainingSet data) {
        this(new NetworkModel(network), data);
    }

    /** Only the parameters of the trained layers of a perceptron move. */
    public LossLandscape(Network network, TrainingSet data, LayerSelection layers) {
        this(new NetworkModel(network, layers), data);
    }

    /** The square loss of a model. */
    public LossLandscape(Model model, TrainingSet data) {
        this(model, data, Loss.SQUARE);
    }

    /** The trained parameters of a model under a loss. */
    public LossLandscape(Model model, TrainingSet data, Loss loss) {
        this(model, data, loss, 0);
    }

    /**
     * The trained parameters of a model under a loss with weight decay.
     *
     * @param decay λ; 0 for none
     * @throws IllegalArgumentException if nothing is trained, the data do not fit the model or the loss, or λ is negative
     */
    public LossLandscape(Model model, TrainingSet data, Loss loss, double decay) {
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("weight decay: got " + decay + ", expected a finite number from 0 on");
        }
        loss.check(data.labels());
        if (data.inputDim() != model.inputDim() || data.outputDim() != model.outputDim()) {
            throw new IllegalArgumentException("data: got M = " + data.inputDim() + " and Q = " + data.outputDim()
                    + ", expected M = " + model.inputDim() + " and Q = " + model.outputDim()
                    + " as in the network");
        }
        this.model = model;
        this.data = data;
        this.loss = loss;
        this.decay = decay;
        this.start = model.parameters().values();
        if (start.length == 0) {
            throw new IllegalArgumentException("trained parameters: got none, expected at least one");
        }
    }

    /** K, the number of parameters that move. */
    @Override
    public int dimension() {
        return start.length;
    }

    /** QN. */
    public int outputSize() {
        return Math.multiplyExact(data.outputDim(), data.samples());
    }

    /** The loss. */
    public Loss loss() {
        return loss;
    }

    /** λ, of weight decay. */
    public double decay() {
        return decay;
    }

    /**
     * Whether the cost is 1/(2N) Σ |x − y|² and nothing else: what zero loss, rates of the kernel and the line to the labels are
     * statements about.
     */
    public boolean square() {
        return loss.equals(Loss.SQUARE) && decay == 0;
    }

    /** The data. */
    public TrainingSet data() {
        return data;
    }

    /** The same for a perceptron, about which more is known; empty for other models. */
    public Optional<PerceptronLandscape> perceptron() {
        return model instanceof NetworkModel network
                ? Optional.of(new PerceptronLandscape(this, network))
                : Optional.empty();
    }

    /** How many signs could change along a path: places with a kink times samples; 0 for smooth models. */
    public long kinkCandidates() {
        if (kinkCandidates == UNCOUNTED) {
            kinkCandidates = perceptron()
                    .map(PerceptronLandscape::kinkCandidates)
                    .orElseGet(() -> forward(start).kinks().candidates());
        }
        return kinkCandidates;
    }

    /** Whether there are kinks that can be located each: a perceptron with few enough, for every step looks at all. */
    public boolean kinksLocatable() {
        return perceptron().map(PerceptronLandscape::kinksLocatable).orElse(false);
    }

    /** Whether ∇²C is exact and the Jacobian of the flow: a perceptron without kinks above the first layer. */
    public boolean hessianIsOfTheFlow() {
        return perceptron().map(network -> !network.kinksAboveFirstLayer()).orElse(false);
    }

    /** θ of the model given. */
    public double[] start() {
        return start.clone();
    }

    /** The model at a state. */
    public Model model(double[] state) {
        if (state.length != start.length) {
            throw new IllegalArgumentException("state: got " + state.length + " entries, expected K = " + start.length);
        }
        return model.withParameters(state);
    }

    /** From now on an evaluation throws {@link CancellationException} once this is true: to leave long computations. */
    public void cancelWhen(BooleanSupplier asked) {
        cancelled = asked;
    }

    /** The model evaluated at a state on the inputs. */
    public Evaluation forward(double[] state) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        return model(state).at(data.inputs());
    }

    /** Whether C can be differentiated at a state: θ and all that is computed from it are finite. */
    public boolean finiteAt(double[] state) {
        return Matrix.column(state).isFinite() && forward(state).isFinite();
    }

    /** x[θ], Q x N. */
    public Matrix outputs(double[] state) {
        return model(state).outputs(data.inputs());
    }

    /** C + λ/2 |θ|². */
    @Override
    public double cost(double[] state) {
        return cost(outputs(state), state);
    }

    /** The same from outputs at the state. */
    public double cost(Matrix outputs, double[] state) {
        double norm = TangentSpace.norm(state);
        return loss.value(outputs, data.labels()) + (decay == 0 ? 0 : decay / 2 * norm * norm);
    }

    @Override
    public double signal(double[] state) {
        double size = Math.hypot(outputs(state).frobeniusNorm(), data.labels().frobeniusNorm());
        return size / Math.sqrt(data.samples());
    }

    /** Whether no kink separates two states. */
    @Override
    public boolean inOnePiece(double[] first, double[] second) {
        return kinkCandidates() == 0 || forward(first).inOnePieceWith(forward(second));
    }

    /** ∇_x C, (x − y)/N for the square loss, as a vector in the order of x, length QN. */
    public double[] outputGradient(Evaluation at) {
        return loss.gradient(at.outputs(), data.labels()).data();
    }

    /** ∇_θ C at a state. */
    @Override
    public double[] gradient(double[] state) {
        return gradient(forward(state));
    }

    /** ∇_θ C + λθ from an evaluation; one backward pass. */
    public double[] gradient(Evaluation at) {
        gradients++;
        double[] gradient = at.transposedTimes(outputGradient(at));
        if (decay > 0) {
            TangentSpace.addTo(gradient, decay, at.theta());
        }
        return gradient;
    }

    /** ∇_θ of the cost on the chosen samples only. */
    public double[] gradientOn(double[] state, int[] samples) {
        gradients++;
        TrainingSet batch = data.select(samples);
        return new LossLandscape(model(state), batch, loss, decay).gradient(state);
    }

    /**
     * D at an evaluation.
     *
     * @throws IllegalArgumentException if the outputs, or what is on the way to them, are not finite
     */
    public Evaluation jacobian(Evaluation at) {
        jacobians++;
        if (!at.isFinite()) {
            throw new IllegalArgumentException(
                    "network: got NaN or infinite numbers on the data, expected finite ones");
        }
        return at;
    }

    /** ∇²C, K x K, dense. */
    @Override
    public Matrix hessian(double[] state) {
        return hessian(forward(state));
    }

    /** ∇²C from an evaluation: exactly symmetric for perceptrons under the square loss, else to the error of K products. */
    public Matrix hessian(Evaluation at) {
        hessians++;
        if (at instanceof TrainingJacobian perceptron && loss.equals(Loss.SQUARE)) {
            Matrix full = DenseHessian.of(perceptron.forwardPass(), data.labels());
            ParameterSelection moving = ParameterSelection.of(perceptron.network(), perceptron.selection());
            Matrix hessian = moving.pickRows(moving.pickRows(full).transpose());
            for (int k = 0; k < hessian.rows(); k++) {
                hessian.data()[k * (hessian.rows() + 1)] += decay;
            }
            return hessian;
        }
        int k = dimension();
        Matrix hessian = Matrix.zeros(k, k);
        for (int j = 0; j < k; j++) {
            double[] unit = new double[k];
            unit[j] = 1;
            System.arraycopy(hessianTimes(at, unit), 0, hessian.data(), j * k, k);
        }
        return hessian;
    }

    private Matrix shaped(double[] vector) {
        return new Matrix(data.outputDim(), data.samples(), vector);
    }

    /** WᵀD with WWᵀ = ∇²_xC, dense: the Gauss-Newton part of ∇²C is its Gram matrix. */
    public Matrix weighted(Evaluation at) {
        Matrix dense = at.dense();
        for (int j = 0; j < dense.columns(); j++) {
            Matrix column = loss.hessianRootTimes(at.outputs(), data.labels(), shaped(dense.columnArray(j)));
            System.arraycopy(column.data(), 0, dense.data(), j * dense.rows(), dense.rows());
        }
        return dense;
    }

    /** ∇²C v from an evaluation; two forward and two backward passes, or three of each. */
    public double[] hessianTimes(Evaluation at, double[] v) {
        products++;
        if (at instanceof TrainingJacobian perceptron) {
            ForwardPass pass = perceptron.forwardPass();
            ParameterSelection moving = ParameterSelection.of(perceptron.network(), perceptron.selection());
            double[] direction = moving.put(new double[moving.fullSize()], v);
            double[] product = moving.pick(HessianProduct.of(pass, loss, data.labels(), direction));
            TangentSpace.addTo(product, decay, v);
            return product;
        }
        double[] product = at.transposedTimes(loss.hessianTimes(at.outputs(), data.labels(), shaped(at.times(v)))
                .data());
        TangentSpace.addTo(product, 1, at.curvatureTimes(outputGradient(at), v));
        TangentSpace.addTo(product, decay, v);
        return product;
    }

    /** ‖E‖ where ∇²C is computed up to E: 0 for perceptrons; else √K times the largest ‖Ev‖ of some random unit vectors v. */
    public double hessianError(Evaluation at) {
        if (at instanceof TrainingJacobian) {
            return 0;
        }
        RandomGenerator random = new SplittableRandom(1);
        double[] u = outputGradient(at);
        double worst = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            double[] v = random.doubles(dimension(), -1, 1).toArray();
            worst = Math.max(worst, GradientDifferences.error(at, u, v) / TangentSpace.norm(v));
        }
        return Math.sqrt(dimension()) * worst;
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
