package dev.nadir.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.claim.AssessClaim;
import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Exp;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import dev.nadir.progress.Progress;
import dev.nadir.structure.ExampleData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From where the straight line is walked, and where it is not and why. */
class StraightLineSearchTest {
    private final List<String> tried = new ArrayList<>();

    private Optional<Witness> search(Question question, long seed) {
        NetworkInQuestion network = NetworkInQuestion.of(
                        question, question.data().inputs(), Optional.empty())
                .orElseThrow();
        return new StraightLineSearch(network, question.data(), Progress.NONE, tried).run(seed);
    }

    private Optional<Witness> search(Network model, TrainingSet data) {
        return search(Question.of(data).withModel(model), 5);
    }

    /** A linear layer with the labels that it has already. */
    private Optional<Witness> fitted(int inputs, int outputs, int samples) {
        Network linear = new Network(
                List.of(new Layer(ExampleData.gaussian(outputs, inputs, 1), new double[outputs], new Identity())));
        Matrix x = ExampleData.gaussian(inputs, samples, 2);
        return search(linear, new TrainingSet(x, linear.evaluate(x)));
    }

    @Test
    void itIsWalkedUpToFiveHundredEquations() {
        Witness found = fitted(1, 500, 1).orElseThrow(); // one sample: 500 effective parameters, QN = 500
        assertThat(found.stated().claim()).isEqualTo(AssessClaim.WEIGHTS_TRAINED);
        assertThat(found.stated().words()).contains("from the given parameters");
        assertThat(tried).isEmpty();
        assertThat(fitted(1, 501, 1)).isEmpty();
        assertThat(tried.get(0)).contains("was not tried: QN = 501 or K = 1002 is above 500 or 20000");
    }

    @Test
    void itIsWalkedUpToTwentyThousandParameters() {
        assertThat(fitted(19_999, 1, 1)).isPresent();
        assertThat(fitted(20_000, 1, 1)).isEmpty();
        assertThat(tried.get(0)).contains("K = 20001");
    }

    @Test
    void itIsNotWalkedWhereTheRankCannotReachTheEquations() {
        assertThat(fitted(1, 1, 3)).isEmpty();
        assertThat(tried).containsExactly("the straight line was not tried: rank D cannot reach QN = 3");
    }

    /** No tanh is 5, so the labels are out of reach from everywhere: the given parameters and two draws are named. */
    @Test
    void everyStartThatFailedIsNamedOnce() {
        Layer hidden = new Layer(ExampleData.gaussian(4, 2, 1), new double[4], new Tanh());
        Layer bounded = new Layer(ExampleData.gaussian(1, 4, 2), new double[1], new Tanh());
        TrainingSet data = new TrainingSet(
                ExampleData.gaussian(2, 4, 3), Matrix.zeros(1, 4).map(zero -> 5));
        assertThat(search(new Network(List.of(hidden, bounded)), data)).isEmpty();
        assertThat(tried).hasSize(1);
        assertThat(tried.get(0))
                .startsWith("the straight line, at most 80 Jacobians each, from the given parameters: ")
                .contains("; from a draw of seed 5: ", "; from a draw of seed 6: ")
                .doesNotContain("seed 4", "seed 7");
    }

    @Test
    void aStartThatOverflowsIsPassedOver() {
        Layer steep = new Layer(Matrix.zeros(6, 2).map(zero -> 800), new double[6], new Exp());
        Layer top = new Layer(ExampleData.gaussian(1, 6, 2), new double[1], new Tanh());
        TrainingSet data = new TrainingSet(
                Matrix.zeros(2, 2)
                        .map(zero -> 1)
                        .plus(1, ExampleData.gaussian(2, 2, 3).map(Math::abs)),
                Matrix.ofRows(new double[] {5, 6}));
        assertThat(search(new Network(List.of(steep, top)), data)).isEmpty();
        assertThat(tried.get(0)).contains("from the given parameters: a layer overflows; from a draw of seed 5");
    }

    /** A draw sees standardized features unless the layer has no bias to take their means; a model's own scaling stays. */
    @Test
    void drawsAreMadeForStandardizedFeatures() {
        Matrix x = ExampleData.gaussian(3, 6, 3).map(v -> 100 + v);
        TrainingSet data = new TrainingSet(x, ExampleData.gaussian(1, 6, 4));
        Network wide = Initialization.of(Initialization.Scheme.NTK).network(new int[] {3, 20, 1}, new Tanh(), 1);
        Witness found = search(wide, data).orElseThrow();
        assertThat(found.stated().words()).contains("a draw of seed");
        assertThat(found.network().inputScaling().orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(Standardization.of(x));
        Network own = new Network(Optional.of(Standardization.of(x.map(v -> v + 0.1))), wide.layers());
        Witness kept = search(own, data).orElseThrow();
        assertThat(kept.network().inputScaling()).isEqualTo(own.inputScaling());
        Network unbiased = Initialization.of(Initialization.Scheme.NTK)
                .network(new int[] {3, 20, 1}, new Tanh(), 1)
                .withoutBiases();
        search(unbiased, new TrainingSet(x.map(v -> v - 100), data.labels()))
                .ifPresent(
                        witness -> assertThat(witness.network().inputScaling()).isEmpty());
    }
}
