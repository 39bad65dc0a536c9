package dev.nadir.jacobian;

import dev.nadir.linalg.Products;
import dev.nadir.linalg.RowScales;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.BroadcastProduct;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Kinks;
import dev.nadir.model.KroneckerForm;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The training Jacobian D = ∂x/∂θ of a multilayer perceptron as a linear operator, QN x K, never formed unless asked for.
 *
 * <p>Rows are stacked sample by sample, (i, q) at i·Q + q, so a vector of length QN is the column-major array of a Q x N
 * matrix. Columns are the parameters of the trained layers in the order of {@link Network#parameters()}.
 *
 * <p>At the kink of ReLU the derivative of {@link dev.nadir.network.activation.Activation} is taken. NaN or infinite parameters
 * or outputs are refused. One D v or Dᵀu costs about as much as a forward and a backward pass.
 */
public final class TrainingJacobian implements Evaluation {
    private final ForwardPass pass;
    private final LayerSelection selection;
    private final Facts facts;

    /** What does not depend on the selection: found when first asked for. */
    private static final class Facts {
        private final AtomicReference<List<Matrix>> slopes = new AtomicReference<>();
        private final Map<Integer, double[]> weightSpectra = new ConcurrentHashMap<>();
        private final Map<Integer, double[]> featureSpectra = new ConcurrentHashMap<>();
        private final AtomicReference<InputSpan> inputSpan = new AtomicReference<>();
    }

    private TrainingJacobian(ForwardPass pass, LayerSelection selection, Facts facts) {
        this.pass = pass;
        this.selection = selection;
        this.facts = facts;
    }

    /**
     * At the parameters of the network on the given inputs, M x N, all layers trained.
     *
     * @throws IllegalArgumentException if there is no sample or an output is not finite
     */
    public static TrainingJacobian of(Network network, Matrix inputs) {
        return of(network.forward(inputs));
    }

    /** From a forward pass that was already made. */
    public static TrainingJacobian of(ForwardPass pass) {
        TrainingJacobian jacobian =
                unchecked(pass, LayerSelection.all(pass.network().layers().size()));
        jacobian.requireFinite();
        return jacobian;
    }

    /** The same for chosen layers, whether or not everything is finite: derivatives are computed when they are needed. */
    public static TrainingJacobian unchecked(ForwardPass pass, LayerSelection selection) {
        if (pass.outputs().columns() == 0) {
            throw new IllegalArgumentException("inputs: got no sample, expected at least one");
        }
        return new TrainingJacobian(
                        pass, LayerSelection.all(pass.network().layers().size()), new Facts())
                .restrictedTo(selection);
    }

    private void requireFinite() {
        if (!pass.outputs().isFinite()) {
            throw new IllegalArgumentException("outputs: got NaN or infinite numbers, expected finite ones; "
                    + "check the weights, or standardize the inputs");
        }
        for (int l = 1; l <= network().layers().size(); l++) {
            if (!slopes(l).isFinite()) {
                throw new IllegalArgumentException(
                        "layer " + l + ": got a derivative σ'(z) that is not finite, expected finite ones");
            }
        }
    }

    /** The same with only the chosen layers trained. */
    public TrainingJacobian restrictedTo(LayerSelection chosen) {
        if (chosen.trained().size() != network().layers().size()) {
            throw new IllegalArgumentException(
                    "layer selection: got " + chosen.trained().size() + " layers, expected "
                            + network().layers().size());
        }
        return new TrainingJacobian(pass, chosen, facts);
    }

    /**
     * D with the columns of the first layer's features brought to one scale by powers of two: the same rank and range, and
     * neither depends on the units of a feature any more. This object itself where there is nothing to scale.
     */
    @Override
    public TrainingJacobian equilibrated() {
        Layer first = network().layers().get(0);
        Matrix signal = first.signal(pass.activations().get(0));
        RowScales scales = RowScales.of(signal);
        if (!selection.includes(1) || scales.none()) {
            return this;
        }
        // the same pre-activations with scaled features, for W_1 takes the inverse scales; c and d are in the features
        Parametrization plain =
                new Parametrization(1, 0, first.parametrization().biasFactor());
        Matrix weight = scales.inverse().apply(first.weight().transpose()).transpose();
        List<Layer> layers = new ArrayList<>(network().layers());
        layers.set(0, new Layer(weight, first.bias(), first.activation(), plain));
        List<Matrix> activations = new ArrayList<>(pass.activations());
        activations.set(0, scales.apply(signal));
        ForwardPass scaled = new ForwardPass(new Network(layers), activations, pass.preActivations());
        Facts same = new Facts();
        same.slopes.set(slopes());
        return new TrainingJacobian(scaled, selection, same);
    }

    /** The network. */
    public Network network() {
        return pass.network();
    }

    /** The forward pass all of this rests on. */
    public ForwardPass forwardPass() {
        return pass;
    }

    /** The layers whose parameters have columns here. */
    public LayerSelection selection() {
        return selection;
    }

    /** σ'(z^l) of layer l = 1 … L+1, M_l x N. */
    public Matrix slopes(int layer) {
        return slopes().get(layer - 1);
    }

    private List<Matrix> slopes() {
        return facts.slopes.updateAndGet(found -> found != null ? found : slopesOf(pass));
    }

    private static List<Matrix> slopesOf(ForwardPass pass) {
        List<Matrix> slopes = new ArrayList<>();
        List<Layer> layers = pass.network().layers();
        for (int l = 0; l < layers.size(); l++) {
            slopes.add(layers.get(l)
                    .activation()
                    .applyDerivative(pass.preActivations().get(l)));
        }
        return List.copyOf(slopes);
    }

    /** The features ã^{l-1} of all samples that the parameters of layer l multiply. */
    public Matrix features(int layer) {
        return network().layers().get(layer - 1).features(pass.activations().get(layer - 1));
    }

    /** What the features of the first layer span over the samples; found once. */
    public InputSpan inputSpan() {
        return facts.inputSpan.updateAndGet(found -> found != null
                ? found
                : InputSpan.of(network().layers().get(0), pass.activations().get(0)));
    }

    /** The singular values of the features ã^{l-1} of layer l, descending; found once. */
    public double[] featureSingularValues(int layer) {
        return facts.featureSpectra.computeIfAbsent(layer, l -> Svd.valuesOf(features(l)));
    }

    /** The singular values of W_l, descending; found once. */
    public double[] weightSingularValues(int layer) {
        return facts.weightSpectra.computeIfAbsent(
                layer, l -> Svd.valuesOf(network().layers().get(l - 1).weight()));
    }

    @Override
    public double[] theta() {
        return new NetworkModel(network(), selection).parameters().values();
    }

    @Override
    public TrainingJacobian at(double[] theta) {
        Network plain = new Network(network().layers()); // the inputs of the pass are scaled already
        Network moved = new NetworkModel(plain, selection).withParameters(theta).network();
        return unchecked(moved.forward(pass.activations().get(0)), selection);
    }

    @Override
    public Matrix outputs() {
        return pass.outputs();
    }

    @Override
    public boolean isFinite() {
        return pass.isFinite();
    }

    /** K, the number of parameters of the trained layers. */
    @Override
    public long columns() {
        long count = 0;
        for (int layer : selection.layers()) {
            count += network().layers().get(layer - 1).parameterCount();
        }
        return count;
    }

    /**
     * D v by one forward-mode pass: ȧ^0 = 0, ż^l = W_l ȧ^{l-1} + Ẇ_l a^{l-1} + ḃ_l, ȧ^l = σ'(z^l) ∘ ż^l.
     *
     * @param v of length K
     * @return length QN
     * @throws IllegalArgumentException if the length is wrong
     */
    @Override
    public double[] times(double[] v) {
        if (v.length != columns()) {
            throw new IllegalArgumentException("vector: got " + v.length + " entries, expected K = " + columns());
        }
        Matrix tangent = null; // ȧ^{l-1}, null while it is 0
        int at = 0;
        for (int l = 0; l < network().layers().size(); l++) {
            Layer layer = network().layers().get(l);
            Matrix moved = tangent == null ? null : Products.times(layer.jacobianWeight(), tangent);
            if (selection.includes(l + 1)) {
                Matrix own = layer.withParameters(v, at)
                        .preActivation(pass.activations().get(l));
                moved = moved == null ? own : moved.plus(1, own);
                at += Math.toIntExact(layer.parameterCount());
            }
            tangent = moved == null ? null : hadamard(moved, slopes(l + 1));
        }
        return tangent == null ? new double[rows()] : tangent.data();
    }

    /**
     * Dᵀ u by one backward pass.
     *
     * @param u of length QN
     * @return length K
     * @throws IllegalArgumentException if the length is wrong
     */
    @Override
    public double[] transposedTimes(double[] u) {
        if (u.length != rows()) {
            throw new IllegalArgumentException("vector: got " + u.length + " entries, expected QN = " + rows());
        }
        double[] gradient = pass.pullBack(new Matrix(outputDim(), samples(), u));
        return selection.isAll() ? gradient : chosenPart(gradient);
    }

    private double[] chosenPart(double[] gradient) {
        double[] chosen = Matrix.numbers(columns(), 1);
        int from = 0;
        int to = 0;
        for (int l = 1; l <= network().layers().size(); l++) {
            int count = Math.toIntExact(network().layers().get(l - 1).parameterCount());
            if (selection.includes(l)) {
                System.arraycopy(gradient, from, chosen, to, count);
                to += count;
            }
            from += count;
        }
        return chosen;
    }

    /** The factor form D = [ δ^1ᵀ ⊗̄ ã^0ᵀ | … | δ^{L+1}ᵀ ⊗̄ ã^Lᵀ ] of [CM] Definition 4.2, all samples. */
    public JacobianFactors factors() {
        return factors(0, samples());
    }

    /** The factor form of the rows of samples from (inclusive) to (exclusive). Memory (to - from) Σ (Q M_l + M_{l-1}). */
    public JacobianFactors factors(int from, int to) {
        return FactorAssembly.of(this, from, to);
    }

    @Override
    public List<BroadcastProduct> blocks(int from, int to) {
        return factors(from, to).products();
    }

    @Override
    public long numbersPerSample() {
        return network().layers().stream()
                .mapToLong(layer -> (long) outputDim() * layer.outputDim() + layer.featureDim())
                .sum();
    }

    /** (QN)² Σ_l M_l. */
    @Override
    public double kernelFlops() {
        double sum = 0;
        for (int layer : selection.layers()) {
            sum += network().layers().get(layer - 1).outputDim();
        }
        return sum * rows() * rows();
    }

    @Override
    public double sketchFlops() {
        double sum = 0;
        for (int layer : selection.layers()) {
            Layer chosen = network().layers().get(layer - 1);
            sum += 2.0 * rows() * chosen.outputDim() + 2.0 * samples() * chosen.inputDim();
        }
        return sum;
    }

    /** Where only one layer is trained and σ' is the same for every sample in that layer and above. */
    @Override
    public Optional<KroneckerForm> kroneckerForm() {
        int[] trained = selection.layers();
        if (trained.length != 1) {
            return Optional.empty();
        }
        for (int l = trained[0]; l <= network().layers().size(); l++) {
            if (!columnsAgree(slopes(l))) {
                return Optional.empty();
            }
        }
        Matrix delta = factors(0, 1).products().get(0).delta();
        return Optional.of(new KroneckerForm(features(trained[0]), delta));
    }

    private static boolean columnsAgree(Matrix matrix) {
        for (int at = matrix.rows(); at < matrix.data().length; at++) {
            if (matrix.data()[at] != matrix.data()[at % matrix.rows()]) {
                return false;
            }
        }
        return true;
    }

    /** Pre-activations of activations with a kink, all of which have it at 0. */
    @Override
    public Kinks kinks() {
        long candidates = 0;
        long met = 0;
        for (int l = 0; l < network().layers().size(); l++) {
            if (network().layers().get(l).activation().hasKink()) {
                for (double z : pass.preActivations().get(l).data()) {
                    candidates++;
                    met += z == 0 ? 1 : 0;
                }
            }
        }
        return new Kinks(candidates, met);
    }

    /** Whether every unit with a kink has the same sign on every sample at both. */
    @Override
    public boolean inOnePieceWith(Evaluation other) {
        ForwardPass there = ((TrainingJacobian) other).pass;
        for (int l = 0; l < network().layers().size(); l++) {
            boolean kinked = network().layers().get(l).activation().hasKink();
            double[] z = pass.preActivations().get(l).data();
            double[] zThere = there.preActivations().get(l).data();
            for (int i = 0; kinked && i < z.length; i++) {
                if (z[i] > 0 != zThere[i] > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Matrix hadamard(Matrix a, Matrix b) {
        double[] product = new double[a.data().length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a.data()[i] * b.data()[i];
        }
        return new Matrix(a.rows(), a.columns(), product);
    }

    /**
     * D itself, QN x K: for small cases and tests.
     *
     * @throws IllegalArgumentException if it has more entries than one array holds
     */
    @Override
    public Matrix dense() {
        double[] dense = Matrix.numbers(rows(), columns());
        int at = 0;
        for (BroadcastProduct block : factors().products()) {
            double[] part = block.dense().data();
            System.arraycopy(part, 0, dense, at, part.length);
            at += part.length;
        }
        return new Matrix(rows(), Math.toIntExact(columns()), dense);
    }
}
