package dev.nadir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassNumbersTest {
    @Test
    void codesFromZeroAreNamedFromOneInTheirOrder() {
        assertThat(ClassNumbers.of(0)).isEqualTo("class 1");
        assertThat(ClassNumbers.of(List.of(2, 0))).isEqualTo("classes 3, 1");
        assertThat(ClassNumbers.of(List.of(4))).isEqualTo("class 5");
        assertThat(ClassNumbers.of(List.of())).isEqualTo("no class");
    }
}
