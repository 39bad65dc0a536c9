package dev.nadir.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nadir.construct.structured.DecisionList;
import dev.nadir.construct.structured.GroupedHyperplanes;
import dev.nadir.construct.structured.ShallowMeans;
import dev.nadir.construct.structured.Staircase;
import dev.nadir.construct.structured.StructuredConstruction;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Svd;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Cost;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import dev.nadir.structure.ExampleData;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemorizationTest {

    private static Outcome build(StructuredConstruction construction, TrainingSet data) {
        return construction.construct(new Problem(data, Optional.empty(), 1, Progress.NONE));
    }

    private static TrainingSet realTargets(String file, int outputs) {
        TrainingSet data = ExampleData.read(file);
        return new TrainingSet(data.inputs(), ExampleData.gaussian(outputs, data.samples(), 4));
    }

    private static double residual(Constructed built, TrainingSet data) {
        return Cost.maxResidual(built.network().evaluate(data.inputs()), data.labels());
    }

    @Test
    void staircaseMeetsOneHotLabelsExactly() {
        TrainingSet wine = ExampleData.read("wine.csv");
        Constructed built = (Constructed) build(new Staircase(), wine);
        assertThat(built.network().evaluate(wine.inputs())).isEqualTo(wine.labels());
    }

    @Test
    void staircaseMeetsRealTargetsToRounding() {
        TrainingSet digits = realTargets("digits.csv.gz", 1);
        assertThat(residual((Constructed) build(new Staircase(), digits), digits))
                .isLessThan(1e-12);
    }

    @Test
    void staircaseWorksInOneDimensionAndWithNearDuplicates() {
        Matrix line = Matrix.zeros(1, 400);
        for (int j = 0; j < 400; j++) {
            line.data()[j] = j % 2 == 0 ? j : j - 1 + 1e-9;
        }
        TrainingSet data = new TrainingSet(line, ExampleData.gaussian(2, 400, 6));
        assertThat(residual((Constructed) build(new Staircase(), data), data)).isLessThan(1e-12);
    }

    @Test
    void groupedHyperplanesMeetRealTargetsWithFewUnits() {
        TrainingSet digits = realTargets("digits.csv.gz", 10);
        Constructed built = (Constructed) build(new GroupedHyperplanes(), digits);
        assertThat(residual(built, digits)).isLessThan(1e-11);
        assertThat(built.network().parameterCount()).isLessThan(80_000);
    }

    @Test
    void groupedHyperplanesFitSmallDataToo() {
        TrainingSet wine = realTargets("wine.csv", 1);
        assertThat(residual((Constructed) build(new GroupedHyperplanes(), wine), wine))
                .isLessThan(1e-12);
        TrainingSet line =
                new TrainingSet(Matrix.ofRows(new double[] {0, 1, 2.5, 4, 7}), ExampleData.gaussian(1, 5, 1));
        assertThat(residual((Constructed) build(new GroupedHyperplanes(), line), line))
                .isLessThan(1e-12);
    }

    @Test
    void shallowBaselineAttainsItsBoundForOrthonormalTargets() {
        Matrix centres = ExampleData.gaussian(10, 3, 3);
        TrainingSet data = ExampleData.balls(centres, 0.01, 100, 4);
        Constructed built = (Constructed) build(new ShallowMeans(), data);
        double residual = residual(built, data);
        assertThat(residual).isBetween(1e-4, 0.1);
        assertThat(built.notes().get(0)).contains("not zero loss");
        assertThat(built.network().layers()).hasSize(2);
    }

    @Test
    void shallowBaselineIsTheAffineMapOfTheMeans() {
        Matrix centres = ExampleData.gaussian(4, 3, 8);
        TrainingSet exact = new TrainingSet(centres, Matrix.identity(3));
        Constructed built = (Constructed) build(new ShallowMeans(), exact);
        // at the means themselves the residual is 0 up to the condition of the means
        double condition = Svd.valuesOf(centres)[0] / Svd.valuesOf(centres)[2];
        assertThat(residual(built, exact)).isLessThan(100 * Math.ulp(1.0) * condition * condition);
    }

    @Test
    void dependentMeansAreRefused() {
        TrainingSet data = new TrainingSet(Matrix.ofRows(new double[] {1, 2, 3, 4}), ExampleData.oneHot(2, 0, 0, 1, 1));
        assertThat(((Refusal) build(new ShallowMeans(), data)).reason()).isEqualTo("means-dependent");
    }

    @Test
    void parametersAreCountedThreeWays() {
        TrainingSet wine = ExampleData.read("wine.csv");
        Constructed built = (Constructed) build(new DecisionList(), wine);
        Network network = built.network();
        ParameterCounts counts =
                ParameterCounts.of(network, built.interpretation().orElseThrow().numbers(), wine.samples());
        assertThat(counts.dense()).isEqualTo(55);
        assertThat(counts.nonzero()).isEqualTo(41);
        assertThat(counts.interpretable()).isEqualTo(30);
        assertThat(counts.effective()).isEqualTo(55 - 2 - 2 - 3);
        assertThat(counts.equations()).isEqualTo(3 * 178);
        assertThat((double) counts.dense() / counts.equations()).isCloseTo(0.103, within(0.001));
    }
}
