package dev.nadir.construct.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.construct.Constructed;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.progress.Progress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FreeChoiceTest {

    @Test
    void manySamplesOfOneFeatureAreFittedAlthoughTheirLiftIsDependentToRounding() {
        SplittableRandom random = new SplittableRandom(4);
        Matrix inputs = Matrix.zeros(1, 300).map(zero -> random.nextGaussian());
        Matrix labels = Matrix.zeros(1, 300).map(zero -> random.nextGaussian());
        Attempt attempt = new Fitting(true, 1).fit(new TrainingSet(inputs, labels), Wishes.none(), Progress.NONE);
        assertThat(attempt.outcome()).isInstanceOf(Constructed.class);
        assertThat(attempt.accuracy().orElseThrow().zeroLoss()).isTrue();
        assertThat(((Constructed) attempt.outcome()).notes()).anyMatch(note -> note.contains("rank"));
    }
}
