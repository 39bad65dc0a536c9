package dev.nadir.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.claim.AssessClaim;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.network.activation.Sin;
import dev.nadir.network.activation.Tanh;
import dev.nadir.structure.ExampleData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which command each answer leads to. */
class RecommendationTest {
    private static final TrainingSet RANDOM =
            new TrainingSet(ExampleData.gaussian(3, 12, 1), ExampleData.gaussian(2, 12, 2));

    private static Assessment asked(TrainingSet data, Architecture architecture) {
        return Assessor.assess(Question.of(data).withArchitecture(architecture));
    }

    private static NetworkInQuestion network(Question question) {
        return NetworkInQuestion.of(question, RANDOM.inputs(), Optional.empty()).orElseThrow();
    }

    private static NextStep after(AssessClaim claim, Question question, Object... values) {
        return new Recommendation(Attainability.yes(claim.with(values)), List.of(), Optional.of(network(question)))
                .step();
    }

    @Test
    void contradictionsLeadToTheData() {
        TrainingSet data =
                new TrainingSet(Matrix.ofRows(new double[] {1, 1, 2}), Matrix.ofRows(new double[] {0, 1, 2}));
        assertThat(asked(data, new Architecture(List.of(4), new Tanh())).next()).isEqualTo(NextStep.of("data"));
    }

    @Test
    void weightsFoundByTheLineAreConstructedFromADraw() {
        Question wide = Question.of(RANDOM).withArchitecture(new Architecture(List.of(9, 7), new Sin()));
        NextStep step = after(AssessClaim.WEIGHTS_TRAINED, wide, "a draw of seed 1", 0.0, 0.0);
        assertThat(step)
                .isEqualTo(new NextStep(
                        "construct", Map.of("from", "kaiming", "hidden", "9,7", "activation", "sin"), false));
        assertThat(step.options().keySet()).containsExactly("from", "hidden", "activation"); // as they are written
        Question linear = Question.of(RANDOM).withArchitecture(new Architecture(List.of(), new Identity()));
        assertThat(after(AssessClaim.WEIGHTS_TRAINED, linear, "a draw of seed 1", 0.0, 0.0)
                        .options())
                .isEqualTo(Map.of("from", "kaiming", "hidden", "0"));
    }

    @Test
    void aModelIsAnalyzedUnlessTheLineEndsAtItsWeights() {
        Network model = Initialization.of(Initialization.Scheme.NTK).network(new int[] {3, 9, 2}, new Tanh(), 1);
        Question given = Question.of(RANDOM).withModel(model);
        assertThat(after(AssessClaim.WEIGHTS_TRAINED, given, "the given parameters", 0.0, 0.0))
                .isEqualTo(new NextStep("construct", Map.of(), true));
        assertThat(after(AssessClaim.GIVEN_MODEL_FITS, given, 0.0, 0.0))
                .isEqualTo(new NextStep("analyze", Map.of(), true));
    }

    /** A construction for the widths asked is run with them; a structured network brings its own and is named. */
    @Test
    void theConstructionIsRunWithTheWidthsItIsFor() {
        TrainingSet random = new TrainingSet(ExampleData.gaussian(30, 12, 1), ExampleData.gaussian(2, 12, 2));
        Assessment own = asked(random, new Architecture(List.of(20, 20), new Tanh()));
        assertThat(own.attainability().stated().claim()).isEqualTo(AssessClaim.WEIGHTS_CONSTRUCTED);
        assertThat(own.next())
                .isEqualTo(new NextStep("construct", Map.of("hidden", "20,20", "activation", "tanh"), false));
        TrainingSet xor = new TrainingSet(
                Matrix.ofRows(new double[] {0, 0, 1, 1}, new double[] {0, 1, 0, 1}),
                Matrix.ofRows(new double[] {0, 1, 1, 0}));
        Assessment structured = asked(xor, new Architecture(List.of(2), new Relu()));
        String best = structured.trials().get(0).construction();
        assertThat(structured.trials().get(0).reached()).isTrue();
        assertThat(structured.next().command()).isEqualTo("construct");
        assertThat(structured.next().options()).isEqualTo(Map.of("construction", best));
    }

    @Test
    void withoutANetworkThatFitsThePlannerIsLeftToChoose() {
        NextStep step = new Recommendation(Attainability.undecided(List.of()), List.of(), Optional.empty()).step();
        assertThat(step).isEqualTo(new NextStep("construct", Map.of(), false));
    }
}
