package dev.nadir.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.construct.structured.ClusteredTruncation;
import dev.nadir.construct.structured.CollapseCheck;
import dev.nadir.construct.structured.DecisionList;
import dev.nadir.construct.structured.FullWidthCones;
import dev.nadir.construct.structured.ScoreSpaceCones;
import dev.nadir.construct.structured.StructuredConstruction;
import dev.nadir.construct.structured.TruncationCone;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import dev.nadir.structure.ClusterGeometry;
import dev.nadir.structure.ExampleData;
import dev.nadir.structure.LabelClasses;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncationTest {
    private static final double EPS = Math.ulp(1.0);

    private static Outcome build(StructuredConstruction construction, TrainingSet data) {
        return construction.construct(new Problem(data, Optional.empty(), 1, Progress.NONE));
    }

    private static TruncationCone cone(double beta) {
        double[] axis = {2.0 / 7, 3.0 / 7, 6.0 / 7};
        return new TruncationCone(new double[] {1, -2, 0.5}, axis, beta);
    }

    @Test
    void inverseWeightIsTheInverse() {
        TruncationCone cone = cone(1e-3);
        Matrix product = Products.times(cone.weight(), cone.inverseWeight());
        assertThat(product.minus(Matrix.identity(3)).maxAbs()).isLessThan(10 * EPS / 1e-3);
    }

    @Test
    void forwardConeStaysAndBackwardConeCollapsesToTheApex() {
        TruncationCone cone = cone(0.2);
        double[] bias = Products.times(cone.weight(), cone.apex());
        TruncationMap map = new TruncationMap(
                cone.weight(), Matrix.column(bias).map(v -> -v).data());
        assertThat(map.apex()).containsExactly(cone.apex(), within(1e-13));
        // height 1 and distance r from the axis with β √2 r = 0.99
        double r = 0.99 / (0.2 * Math.sqrt(2));
        double[] across = {3 / Math.sqrt(13), -2 / Math.sqrt(13), 0};
        Matrix points = Matrix.zeros(3, 2);
        for (int i = 0; i < 3; i++) {
            points.data()[i] = cone.apex()[i] + cone.axis()[i] + r * across[i];
            points.data()[i + 3] = cone.apex()[i] - cone.axis()[i] + r * across[i];
        }
        Matrix mapped = map.apply(points);
        for (int i = 0; i < 3; i++) {
            assertThat(mapped.get(i, 0)).isCloseTo(points.get(i, 0), within(1e-13));
            assertThat(mapped.get(i, 1)).isCloseTo(cone.apex()[i], within(1e-13));
        }
    }

    @ParameterizedTest
    @CsvSource({"2,2", "3,3", "5,5", "4,9", "10,10"})
    void clustersBelowTheBoundCollapseExactly(int classes, int dimension) {
        Matrix centres = simplex(classes, dimension);
        double bound = ClusterGeometry.of(centres, 0).radiusBound();
        TrainingSet data = ExampleData.balls(centres, 0.9 * bound, 200, 1);
        Outcome outcome = new ClusteredTruncation()
                .fromClusters(ClusterGeometry.of(centres, 0.9 * bound), Matrix.identity(classes));
        Network network = ((Constructed) outcome).network();
        assertThat(Cost.maxResidual(network.evaluate(data.inputs()), data.labels()))
                .isLessThan(1e-11);
        int[] codes = LabelClasses.of(data.labels()).codes();
        assertThat(CollapseCheck.spread(network, data.inputs(), codes, classes)).isZero();
        assertThat(network.parameterCount())
                .isEqualTo((long) classes * (dimension * dimension + dimension) + (long) classes * dimension + classes);
    }

    private static Matrix simplex(int classes, int dimension) {
        Matrix noise = ExampleData.gaussian(dimension, classes, 5);
        Matrix centres = Matrix.zeros(dimension, classes);
        for (int c = 0; c < classes; c++) {
            centres.data()[c + c * dimension] = 10;
        }
        return centres.plus(0.3, noise);
    }

    @Test
    void beyondTheBoundTheBlockingPairIsNamed() {
        Matrix centres = simplex(5, 5);
        double bound = ClusterGeometry.of(centres, 0).radiusBound();
        Refusal refusal = (Refusal)
                new ClusteredTruncation().fromClusters(ClusterGeometry.of(centres, 1.01 * bound), Matrix.identity(5));
        assertThat(refusal.reason()).isEqualTo("clusters-too-wide");
        assertThat(refusal.message()).containsPattern("class \\d and class \\d");
    }

    @Test
    void moreClassesThanDimensionsAllowAreRefused() {
        Matrix square = Matrix.ofRows(new double[] {1, 0, -1, 0}, new double[] {0, 1, 0, -1});
        Refusal refusal = (Refusal) build(new ClusteredTruncation(), ExampleData.balls(square, 0.01, 20, 1));
        assertThat(refusal.reason()).isEqualTo("apexes-dependent");
    }

    @Test
    void sampledClustersAreFittedFromTheirMeans() {
        TrainingSet data = ExampleData.balls(simplex(4, 6), 0.5, 60, 2);
        Constructed built = (Constructed) build(new ClusteredTruncation(), data);
        Interpretation interpretation = built.interpretation().orElseThrow();
        assertThat(interpretation.numbers()).isEqualTo(4 * (6 + 2));
        assertThat(interpretation.units()).allMatch(unit -> unit.aperture() > 0 && unit.aperture() < Math.PI / 2);
    }

    @Test
    void cumulativeParametersDescribeTheNetworkAsTruncations() {
        TrainingSet data = ExampleData.balls(simplex(3, 3), 0.5, 40, 2);
        Network network = ((Constructed) build(new ClusteredTruncation(), data)).network();
        CumulativeParameters cumulative = CumulativeParameters.of(network);
        Matrix points = data.inputs();
        for (TruncationMap map : cumulative.truncations()) {
            points = map.apply(points);
        }
        Matrix outputs = Products.affine(
                cumulative.weights().get(3), points, cumulative.biases().get(3));
        assertThat(outputs.minus(network.evaluate(data.inputs())).maxAbs()).isLessThan(1e-10);
        Matrix first = cumulative.perLayer().get(1);
        Matrix weight = network.layers().get(1).weight();
        assertThat(first.columns(0, 3).minus(weight).maxAbs()).isLessThan(1e-10 * weight.maxAbs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wine.csv", "breast_cancer.csv", "digits.csv.gz"})
    void scoreSpaceConesFitRealData(String file) {
        TrainingSet data = ExampleData.read(file);
        Network network = ((Constructed) build(new ScoreSpaceCones(), data)).network();
        assertThat(Cost.maxResidual(network.evaluate(data.inputs()), data.labels()))
                .isLessThan(1e-12);
        long m = data.inputDim();
        long q = data.outputDim();
        assertThat(network.parameterCount()).isEqualTo(q * (m + 1) + q * q * (q + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wine.csv", "breast_cancer.csv"})
    void fullWidthConesFitRealData(String file) {
        TrainingSet data = ExampleData.read(file);
        Network network = ((Constructed) build(new FullWidthCones(), data)).network();
        assertThat(Cost.maxResidual(network.evaluate(data.inputs()), data.labels()))
                .isLessThan(1e-11);
    }

    @Test
    void narrowAperturesAreRefused() {
        TrainingSet data = ExampleData.twoClassesWithGap(1e-9, 100, 3);
        TrainingSet three = withThirdClass(data);
        Refusal refusal = (Refusal) build(new ScoreSpaceCones(), three);
        assertThat(refusal.reason()).isEqualTo("gap-too-small");
        assertThat(refusal.message()).contains("aperture β").contains("1e-06");
        assertThat(build(new DecisionList(), three)).isInstanceOf(Constructed.class);
    }

    private static TrainingSet withThirdClass(TrainingSet data) {
        int n = data.samples();
        int[] codes = new int[n];
        Matrix inputs = data.inputs().copy();
        for (int j = 0; j < n; j++) {
            codes[j] = data.labels().get(0, j) == 1 ? 0 : 1;
            if (j % 3 == 0) {
                codes[j] = 2;
                for (int i = 0; i < 10; i++) {
                    inputs.data()[i + 10 * j] += 50;
                }
            }
        }
        return new TrainingSet(inputs, ExampleData.oneHot(3, codes));
    }

    @Test
    void notSeparableDataAreRefusedByAllConeNetworks() {
        TrainingSet iris = ExampleData.read("iris.csv");
        for (StructuredConstruction construction : List.of(new ScoreSpaceCones(), new FullWidthCones())) {
            assertThat(((Refusal) build(construction, iris)).reason()).isEqualTo("not-sequentially-separable");
        }
        assertThat(((Refusal) build(new ClusteredTruncation(), iris)).reason()).isEqualTo("clusters-too-wide");
    }

    /**
     * Class 1 at (0, 10) is cut off halfway, at height 5, and falls on the point (0, 5); the segment from there to class 3 at
     * (0, −3) crosses the segment that is class 2. Without that point class 2 is separable from class 3.
     */
    @Test
    void aClassBetweenAnApexAndAnotherIsRefusedByFullWidthConesOnly() {
        Matrix inputs = Matrix.ofRows(new double[] {0, -1, 1, 0}, new double[] {10, 0, 0, -3});
        TrainingSet data = new TrainingSet(inputs, ExampleData.oneHot(3, new int[] {0, 1, 1, 2}));
        Refusal refusal = (Refusal) build(new FullWidthCones(), data);
        assertThat(refusal.reason()).isEqualTo("apex-in-the-way");
        assertThat(refusal.message())
                .isEqualTo("class 2 cannot be separated from the later classes and the points to which classes 1, 3"
                        + " have collapsed");
        assertThat(refusal.wayOut()).contains("score-space-cones");
        Network other = ((Constructed) build(new ScoreSpaceCones(), data)).network();
        assertThat(Cost.maxResidual(other.evaluate(inputs), data.labels())).isLessThan(1e-11); // as promised: 1e5 ε
    }
}
