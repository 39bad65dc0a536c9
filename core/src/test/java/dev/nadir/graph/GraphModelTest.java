package dev.nadir.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.jacobian.Blocking;
import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.JacobianBlock;
import dev.nadir.model.Kinks;
import dev.nadir.model.Parameter;
import dev.nadir.model.TableRows;
import dev.nadir.progress.Progress;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GraphModelTest {
    private static final double EPS = Math.ulp(1.0);
    private final SplittableRandom random = new SplittableRandom(7);

    private Tensor normal(int... shape) {
        double[] values = new double[Shapes.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return Tensor.floats(shape, values);
    }

    private Matrix samples(int rows, int columns) {
        return new Matrix(rows, columns, normal(rows * columns).values());
    }

    /** tanh layer by Gemm, sequence-free second layer by MatMul and Add, the weight of which is stored transposed. */
    private GraphCase twoLayers() {
        return new GraphCase(18)
                .initializer("W1", normal(4, 3))
                .initializer("b1", normal(4))
                .initializer("W2", normal(2, 4))
                .initializer("b2", normal(2))
                .node("Gemm(x, W1, b1) -> z", Map.of("transB", 1L))
                .node("Tanh(z) -> a")
                .node("Transpose(W2) -> V")
                .node("MatMul(a, V) -> p")
                .node("Add(p, b2) -> y");
    }

    @Test
    void storedWeightsBiasesAndOperandsAreTheParameters() {
        GraphModel model = GraphModel.of(twoLayers().graph(-1, 3), 3);
        assertThat(model.parameters().all().stream().map(Parameter::name)).containsExactly("W1", "b1", "W2", "b2");
        assertThat(model.parameters().count()).isEqualTo(12 + 4 + 8 + 2);
        assertThat(model.inputDim()).isEqualTo(3);
        assertThat(model.outputDim()).isEqualTo(2);
    }

    /** x = W2 tanh(W1 s + b1) + b2, written out by hand with its derivative. */
    @Test
    void outputsAndJacobianOfTwoLayersAreThoseOfTheFormula() {
        GraphModel model = GraphModel.of(twoLayers().graph(-1, 3), 3);
        Matrix inputs = samples(3, 5);
        GraphEvaluation at = model.at(inputs);
        double[] theta = model.parameters().values();
        Matrix dense = at.dense();
        for (int i = 0; i < 5; i++) {
            double[] a = new double[4];
            for (int j = 0; j < 4; j++) {
                double z = theta[12 + j];
                for (int k = 0; k < 3; k++) {
                    z += theta[j * 3 + k] * inputs.get(k, i);
                }
                a[j] = Math.tanh(z);
            }
            for (int q = 0; q < 2; q++) {
                double x = theta[24 + q];
                for (int j = 0; j < 4; j++) {
                    x += theta[16 + q * 4 + j] * a[j];
                    double delta = theta[16 + q * 4 + j] * (1 - a[j] * a[j]);
                    assertThat(dense.get(i * 2 + q, 12 + j)).isCloseTo(delta, within(50 * EPS));
                    assertThat(dense.get(i * 2 + q, j * 3 + 1)).isCloseTo(delta * inputs.get(1, i), within(50 * EPS));
                    assertThat(dense.get(i * 2 + q, 16 + q * 4 + j)).isCloseTo(a[j], within(50 * EPS));
                    assertThat(dense.get(i * 2 + q, 16 + (1 - q) * 4 + j)).isZero();
                }
                assertThat(at.outputs().get(q, i)).isCloseTo(x, within(50 * EPS));
                assertThat(dense.get(i * 2 + q, 24 + q)).isEqualTo(1);
            }
        }
    }

    private void requireOneJacobian(GraphModel model, Matrix inputs) {
        GraphEvaluation at = model.at(inputs);
        Matrix dense = at.dense();
        double scale = dense.frobeniusNorm();
        double[] v = normal(model.parameters().count()).values();
        double[] u = normal(at.rows()).values();
        double[] product = Products.times(dense, v);
        double[] transposed = Products.transposedTimes(dense, u);
        double size = norm(v) + norm(u);
        // sums of at most K + QN products each, in other orders
        double tolerance = 100 * EPS * scale * size;
        for (int r = 0; r < product.length; r++) {
            assertThat(at.times(v)[r]).isCloseTo(product[r], within(tolerance));
        }
        for (int k = 0; k < transposed.length; k++) {
            assertThat(at.transposedTimes(u)[k]).isCloseTo(transposed[k], within(tolerance));
        }
        Matrix gram = Matrix.zeros(at.rows(), at.rows());
        long columns = 0;
        for (JacobianBlock block : at.blocks()) {
            gram = gram.plus(1, block.outerGram());
            columns += block.columns();
        }
        assertThat(columns).isEqualTo(model.parameters().count());
        assertThat(gram.minus(Products.outerGram(dense)).maxAbs()).isLessThanOrEqualTo(100 * EPS * scale * scale);
        Matrix bySample = EmpiricalNtk.of(at, new Blocking(1, 1), Progress.NONE).kernel(); // two ranges side by side
        assertThat(bySample.minus(Products.outerGram(dense)).maxAbs()).isLessThanOrEqualTo(100 * EPS * scale * scale);
    }

    private static double norm(double[] v) {
        return Matrix.column(v).frobeniusNorm();
    }

    @Test
    void timesTransposedAndBlocksAreOneJacobian() {
        requireOneJacobian(GraphModel.of(twoLayers().graph(-1, 3), 3), samples(3, 5));
    }

    /** Positions: a product along a sequence, with attention-like mixing of positions behind it. */
    @Test
    void productsAtPositionsAreOneJacobian() {
        GraphCase graph = new GraphCase(18)
                .initializer("W", normal(3, 6))
                .initializer("p", normal(1, 4, 6))
                .initializer("c", Tensor.scalar(0.5))
                .initializer("axes", Tensor.integers(1))
                .node("MatMul(x, W) -> h")
                .node("Add(h, p) -> s")
                .node("Transpose(s) -> t", Map.of("perm", new long[] {0, 2, 1}))
                .node("MatMul(s, t) -> k")
                .node("Mul(k, c) -> kc")
                .node("Tanh(kc) -> g")
                .node("MatMul(g, s) -> o")
                .node("ReduceMean(o, axes) -> y", Map.of("keepdims", 0L));
        GraphModel model = GraphModel.of(graph.graph(-1, 4, 3), 4, 3);
        assertThat(model.parameters().all().stream().map(Parameter::name)).containsExactly("W", "p");
        requireOneJacobian(model, samples(12, 4));
    }

    @Test
    void tiedParametersHaveOneSetOfColumnsAndIdentitiesTheirOwn() {
        GraphCase graph = new GraphCase(18)
                .initializer("W", normal(3, 3))
                .node("Identity(W) -> W'")
                .node("MatMul(x, W) -> a")
                .node("Sigmoid(a) -> s")
                .node("MatMul(s, W) -> b")
                .node("MatMul(b, W') -> y");
        GraphModel model = GraphModel.of(graph.graph(-1, 3), 3);
        assertThat(model.parameters().all().stream().map(Parameter::name)).containsExactly("W", "W'");
        requireOneJacobian(model, samples(3, 4));
        // moving W alone leaves W' where it was
        double[] theta = model.parameters().values().clone();
        theta[0] += 1;
        assertThat(model.withParameters(theta).parameterValues().get("W'").values())
                .containsExactly(model.parameterValues().get("W'").values());
    }

    @Test
    void masksSingleNumbersAndWhatIsRoundedAreNoParameters() {
        GraphCase graph = new GraphCase(18)
                .initializer("W", normal(3, 3))
                .initializer("mask", Tensor.floats(new int[] {3}, 0, 0, -1e9))
                .initializer("scale", Tensor.scalar(3))
                .initializer("steps", normal(3))
                .initializer("b", normal(3))
                .node("MatMul(x, W) -> a")
                .node("Add(a, mask) -> m")
                .node("Mul(m, scale) -> n")
                .node("Add(x, steps) -> r")
                .node("Floor(r) -> f")
                .node("Mul(f, n) -> fn")
                .node("Add(fn, b) -> y");
        GraphModel model = GraphModel.of(graph.graph(-1, 3), 3);
        assertThat(model.parameters().all().stream().map(Parameter::name)).containsExactly("W", "b");
    }

    @Test
    void computedWeightsCountAsStored() {
        GraphCase graph = new GraphCase(18)
                .initializer("v", normal(3, 2))
                .initializer("g", normal(1, 2))
                .initializer("axes", Tensor.integers(0))
                .node("ReduceL2(v, axes) -> n")
                .node("Div(v, n) -> d")
                .node("Mul(d, g) -> W")
                .node("MatMul(x, W) -> y");
        GraphModel model = GraphModel.of(graph.graph(-1, 3), 3);
        assertThat(model.parameters().count()).isEqualTo(8);
        requireOneJacobian(model, samples(3, 4));
    }

    @Test
    void frozenParametersStayAndHaveNoColumns() {
        GraphModel all = GraphModel.of(twoLayers().graph(-1, 3), 3);
        GraphModel some = all.training(name -> name.startsWith("W"));
        assertThat(some.parameters().count()).isEqualTo(20);
        assertThat(some.parameters().all()).hasSize(4);
        requireOneJacobian(some, samples(3, 4));
        Matrix inputs = samples(3, 4);
        assertThat(some.outputs(inputs)).isEqualTo(all.outputs(inputs));
        assertThat(some.training(name -> false).at(inputs).columns()).isZero();
    }

    @Test
    void aFixedBatchIsFilledUpAndGivesTheSame() {
        GraphCase open = twoLayers();
        Matrix inputs = samples(3, 5);
        GraphModel fixed = GraphModel.of(open.graph(3, 3), 3);
        GraphModel free = GraphModel.of(open.graph(-1, 3), 3);
        assertThat(fixed.outputs(inputs).minus(free.outputs(inputs)).maxAbs()).isLessThan(20 * EPS);
        assertThat(fixed.at(inputs).dense().minus(free.at(inputs).dense()).maxAbs())
                .isLessThan(50 * EPS);
        requireOneJacobian(fixed, inputs);
    }

    @Test
    void tokensLookUpATableThatIsAParameter() {
        GraphCase graph = new GraphCase(18)
                .initializer("table", normal(7, 4))
                .initializer("axes", Tensor.integers(1))
                .node("Gather(table, x) -> e")
                .node("Exp(e) -> g")
                .node("ReduceMean(g, axes) -> y", Map.of("keepdims", 0L));
        GraphModel model = GraphModel.of(graph.graph(Kind.INTEGER, -1, 3), 3);
        Matrix tokens = Matrix.ofRows(new double[] {0, 1}, new double[] {6, 1}, new double[] {0, 2});
        requireOneJacobian(model, tokens);
        assertThatThrownBy(() -> model.at(Matrix.ofRows(new double[] {0.5}, new double[] {1}, new double[] {1})))
                .hasMessage("inputs: got 0.5, expected whole numbers for \"x\"");
        assertThatThrownBy(() -> model.at(Matrix.ofRows(new double[] {7}, new double[] {1}, new double[] {1})))
                .isInstanceOf(NodeRefusal.class)
                .hasMessageContaining("node 1 (Gather \"n1\"): indices: got 7, expected -7 to 6");
    }

    @Test
    void aTableHoldsOnlyWhatIsLookedUp() {
        GraphCase graph = new GraphCase(18)
                .initializer("table", normal(1000, 4))
                .initializer("axes", Tensor.integers(1))
                .node("Gather(table, x) -> e")
                .node("Exp(e) -> g")
                .node("ReduceMean(g, axes) -> y", Map.of("keepdims", 0L));
        GraphModel model = GraphModel.of(graph.graph(Kind.INTEGER, -1, 3), 3);
        Matrix tokens = Matrix.ofRows(new double[] {-1, 1}, new double[] {6, 1}, new double[] {0, 999});
        assertThat(model.at(tokens).blocks()).singleElement().isInstanceOf(TableRows.class);
        requireOneJacobian(model, tokens);
    }

    /** Two convolutions, the first of so many windows that its rows are written out, and a linear layer held as factors. */
    @Test
    void convolutionsAreOneJacobian() {
        GraphCase graph = new GraphCase(18)
                .initializer("w1", normal(3, 2, 3, 3))
                .initializer("b1", normal(3))
                .initializer("w2", normal(4, 3, 2, 2))
                .initializer("w", normal(4 * 2 * 3, 3))
                .initializer("b", normal(3))
                .node("Conv(x, w1, b1) -> c1", Map.of("pads", new long[] {1, 1, 0, 1}))
                .node("Tanh(c1) -> r1")
                .node("Conv(r1, w2) -> c2", Map.of("strides", new long[] {2, 2}))
                .node("Tanh(c2) -> r2")
                .node("Add(r2, r2) -> s2")
                .node("Flatten(s2) -> f")
                .node("Gemm(f, w, b) -> y");
        GraphModel model = GraphModel.of(graph.graph(-1, 2, 6, 6), 2, 6, 6);
        requireOneJacobian(model, samples(72, 4));
        GraphModel grouped = GraphModel.of(graph.graph(2, 2, 6, 6), 2, 6, 6);
        requireOneJacobian(grouped, samples(72, 3));
    }

    @Test
    void kinksAreCountedWhereParametersReachThem() {
        GraphCase graph = new GraphCase(18)
                .initializer("W", Tensor.floats(new int[] {2, 2}, 1, 0, 0, 1))
                .node("Relu(x) -> r") // no parameter reaches this one
                .node("MatMul(x, W) -> h")
                .node("Relu(h) -> s")
                .node("Add(r, s) -> y");
        GraphModel model = GraphModel.of(graph.graph(-1, 2), 2);
        assertThat(model.at(Matrix.ofRows(new double[] {0, 1}, new double[] {0, 0}))
                        .kinks())
                .isEqualTo(new Kinks(4, 3));
    }

    /** y = max(relu(θ_1 x), |θ_2 x|, clip(θ_1 x, −1, 1)) for x = 1, −2: the piece changes where a sign, an order or an end of the clipping does. */
    @Test
    void statesOnDifferentSidesOfAKinkAreNotInOnePiece() {
        GraphCase graph = new GraphCase(18)
                .initializer("a", Tensor.floats(new int[] {1, 1}, 0.5))
                .initializer("b", Tensor.floats(new int[] {1, 1}, 0.25))
                .initializer("low", Tensor.scalar(-1))
                .initializer("high", Tensor.scalar(1))
                .node("MatMul(x, a) -> z")
                .node("Relu(z) -> r")
                .node("MatMul(x, b) -> m")
                .node("Abs(m) -> s")
                .node("Clip(z, low, high) -> c")
                .node("Max(r, s, c) -> y");
        Evaluation at = GraphModel.of(graph.graph(-1, 1), 1).at(Matrix.ofRows(new double[] {1, -2}));
        assertThat(at.inOnePieceWith(at.at(new double[] {0.49, 0.26}))).isTrue();
        assertThat(at.inOnePieceWith(at.at(new double[] {-0.5, 0.25})))
                .as("relu")
                .isFalse();
        assertThat(at.inOnePieceWith(at.at(new double[] {0.5, -0.25})))
                .as("absolute value")
                .isFalse();
        assertThat(at.inOnePieceWith(at.at(new double[] {0.5, 0.6})))
                .as("order of the maximum")
                .isFalse();
        assertThat(at.inOnePieceWith(at.at(new double[] {0.51, 0.25})))
                .as("end of the clipping, at −2 · 0.51")
                .isFalse();
    }

    @Test
    void maximaOverWindowsAxesAndScatteredUpdatesHavePieces() {
        GraphCase graph = new GraphCase(18)
                .initializer("w", Tensor.floats(new int[] {1, 1, 4}, 4, 3, 2, 1))
                .initializer("axis", new Tensor(Kind.INTEGER, new int[] {1}, new double[] {2}))
                .initializer("at", new Tensor(Kind.INTEGER, new int[] {1, 1, 2}, new double[] {0, 0}))
                .node("Mul(x, w) -> h")
                .node("MaxPool(h) -> p", Map.of("kernel_shape", new long[] {2}, "strides", new long[] {2}))
                .node("ScatterElements(h, at, p) -> t", Map.of("axis", 2L, "reduction", "max"))
                .node("ReduceMax(t, axis) -> y", Map.of("keepdims", 0L));
        Evaluation at = GraphModel.of(graph.graph(1, 1, 4), 1, 4).at(Matrix.column(new double[] {1, 1, 1, 1}));
        assertThat(at.inOnePieceWith(at.at(new double[] {4.1, 3, 2, 1}))).isTrue();
        assertThat(at.inOnePieceWith(at.at(new double[] {4, 3, 1, 2})))
                .as("window")
                .isFalse();
        assertThat(at.inOnePieceWith(at.at(new double[] {3, 2, 5, 1})))
                .as("scattered, axis")
                .isFalse();
    }

    @Test
    void whatIsNotOneResultPerSampleIsRefused() {
        GraphCase graph = new GraphCase(18)
                .initializer("W", normal(3, 3))
                .node("MatMul(x, W) -> h")
                .node("ReduceSum(h) -> y", Map.of("keepdims", 0L));
        assertThatThrownBy(() -> GraphModel.of(graph.graph(-1, 3), 3))
                .hasMessageContaining(
                        "output \"y\": got float scalar for 1 sample(s), expected real numbers with one row");
        assertThatThrownBy(() -> new GraphInput("x", Kind.FLOAT, -1, 3, 4).sampleShape(11))
                .hasMessage("input \"x\": got samples of 11 numbers, expected [N, 3, 4]");
        assertThat(new GraphInput("x", Kind.FLOAT, -1, 3, -1).sampleShape(12)).containsExactly(3, 4);
    }

    @Test
    void aNodeThatIsNotReadIsNamed() {
        assertThatThrownBy(() ->
                        GraphModel.of(new GraphCase(18).node("Wobble(x) -> y").graph(-1, 3), 3))
                .isInstanceOf(NodeRefusal.class)
                .hasMessageStartingWith("node 1 (Wobble \"n1\"): the operator Wobble is not read");
        assertThatThrownBy(() ->
                        GraphModel.of(new GraphCase(18).node("Relu(z) -> y").graph(-1, 3), 3))
                .hasMessageContaining("its input \"z\" is produced by no earlier node");
        assertThatThrownBy(() ->
                        GraphModel.of(new GraphCase(18).node("Gelu(x) -> y").graph(-1, 3), 3))
                .hasMessageContaining("is read from opset 20 on, the file has 18");
    }

    @Test
    void samplesThatMixAreFoundInOpenAndFixedBatches() {
        GraphCase centred = new GraphCase(18)
                .initializer("W", normal(3, 3))
                .initializer("axes", Tensor.integers(0))
                .node("MatMul(x, W) -> h")
                .node("ReduceMean(h, axes) -> m")
                .node("Sub(h, m) -> y");
        Matrix inputs = samples(3, 5);
        for (int batch : new int[] {-1, 2}) {
            assertThatThrownBy(() -> GraphModel.of(centred.graph(batch, 3), 3).requireSeparateSamples(inputs))
                    .hasMessageContaining("the outputs of sample 1 change with the samples beside it");
            GraphModel.of(twoLayers().graph(batch, 3), 3).requireSeparateSamples(inputs);
        }
        GraphModel.of(twoLayers().graph(1, 3), 3).requireSeparateSamples(inputs);
    }
}
