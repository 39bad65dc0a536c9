package dev.nadir.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import org.junit.jupiter.api.Test;

class StudiesTest {
    @Test
    void namesAreDifferentAndAWrongOneGetsTheNearest() {
        assertThat(Studies.all()).extracting(study -> study.about().name()).doesNotHaveDuplicates();
        assertThatThrownBy(() -> Studies.named("explicit-constructoin"))
                .hasMessageContaining("the nearest is explicit-construction");
        assertThat(Studies.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Studies.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void everySettingHasTheSameVariablesInTheSameOrder() {
        for (Study study : Studies.all()) {
            for (boolean quick : new boolean[] {true, false}) {
                assertThat(study.grid(quick).settings())
                        .as(study.about().name())
                        .allSatisfy(setting -> assertThat(setting.values().keySet())
                                .containsExactlyElementsOf(study.grid(true).variables()))
                        .doesNotHaveDuplicates();
            }
            assertThat(Results.columns(study)).as(study.about().name()).doesNotHaveDuplicates();
        }
    }
}
