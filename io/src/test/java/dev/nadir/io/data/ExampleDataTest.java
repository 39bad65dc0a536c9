package dev.nadir.io.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes from the README of the data, corner values read off the files with zcat. */
class ExampleDataTest {

    @ParameterizedTest
    @CsvSource({
        "golub.csv.gz,38,3051,2,-1.45769",
        "iris.csv,150,4,3,5.1",
        "wine.csv,178,13,3,14.23",
        "breast_cancer.csv,569,30,2,17.99",
        "digits.csv.gz,1797,64,10,0"
    })
    void defaultsReadTheExamples(String name, int samples, int features, int classes, double first) throws IOException {
        Dataset data = DataReader.read(Path.of("../examples/data").resolve(name));
        assertThat(data.samples()).isEqualTo(samples);
        assertThat(data.inputDim()).isEqualTo(features);
        assertThat(data.features().get(0, 0)).isEqualTo(first);
        assertThat(((ClassTarget) data.target().orElseThrow()).classNames()).hasSize(classes);
    }
}
