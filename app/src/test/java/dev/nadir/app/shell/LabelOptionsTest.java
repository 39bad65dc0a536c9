package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelOptionsTest {
    @TempDir
    private Path folder;

    private Path words;
    private Path numbers;

    @BeforeEach
    void writeData() throws IOException {
        words = Files.writeString(folder.resolve("w.csv"), "a,y\n1,v\n2,u\n3,v\n4,w\n");
        numbers = Files.writeString(folder.resolve("n.csv"), "a,y\n1,2.5\n2,0\n3,2.5\n");
    }

    private static Dataset read(Path file, String... options) throws IOException {
        return DataOptionsOf.arguments(options).read(file);
    }

    @Test
    void outputsComeInTheOrderThatWasAskedFor() throws IOException {
        ClassTarget target =
                (ClassTarget) read(words, "--classes", "v,none,w,u").target().orElseThrow();
        assertThat(target.classNames()).containsExactly("v", "none", "w", "u");
        assertThat(target.codes()).containsExactly(0, 3, 0, 2);
    }

    @Test
    void aModelOfOneOutputGetsOneForTheClassAndZeroForTheOthers() throws IOException {
        assertThat(read(words, "--positive", "v").trainingSet().labels())
                .isEqualTo(Matrix.ofRows(new double[] {1, 0, 1, 0}));
    }

    @Test
    void numbersAreClassesWhereClassesAreNamed() throws IOException {
        ClassTarget target = (ClassTarget)
                read(numbers, "--target", "y", "--classes", "2.5,0").target().orElseThrow();
        assertThat(target.codes()).containsExactly(0, 1, 0);
    }

    @Test
    void aModelSaysWhichOptionFitsItsOutputs() throws IOException {
        Dataset data = read(words);
        ModelTarget one = new ModelTarget(1, 1, List.of(), List.of(), List.of());
        assertThatThrownBy(() -> one.read(words, DataOptionsOf.arguments()))
                .hasMessageContaining("got 3 outputs, expected 1")
                .hasMessageContaining("--positive w");
        ModelTarget four = new ModelTarget(1, 4, List.of(), List.of(), List.of());
        assertThatThrownBy(() -> four.read(words, DataOptionsOf.arguments())).hasMessageContaining("--classes u,v,w,…");
        assertThat(data.target()).isPresent();
    }
}
