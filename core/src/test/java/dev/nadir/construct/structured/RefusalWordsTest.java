package dev.nadir.construct.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import dev.nadir.structure.LabelClasses;
import dev.nadir.structure.Separator;
import dev.nadir.structure.SequentialSeparation;
import dev.nadir.structure.Undecided;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A refusal says that something cannot be done only where that is proved. */
class RefusalWordsTest {

    @Test
    void whatWasNotDecidedIsNotCalledInseparable() {
        Undecided open = new Undecided(Optional.empty(), Optional.empty(), "deciding would take an hour");
        String words = DecisionList.refusal(new SequentialSeparation(List.of(2), List.of(), Map.of(0, open, 1, open)))
                .message();
        assertThat(words)
                .startsWith("after separating class 3 none of classes 1, 2 is known to separate")
                .contains("not decided", "an hour")
                .doesNotContain("can be separated");
    }

    /** XOR: no class separates, the first neither. */
    @Test
    void aProofIsSaidAsOneAndNoEmptyListIsNamed() {
        Matrix corners = Matrix.ofRows(new double[] {0, 1, 0, 1}, new double[] {0, 1, 1, 0});
        LabelClasses classes = LabelClasses.of(Matrix.ofRows(new double[] {0, 0, 1, 1}));
        String words = DecisionList.refusal(SequentialSeparation.search(new Separator(corners), classes))
                .message();
        assertThat(words)
                .startsWith("none of classes 1, 2 can be separated from the others")
                .contains("Farkas");
        assertThat(words).doesNotContain("[]");
    }
}
