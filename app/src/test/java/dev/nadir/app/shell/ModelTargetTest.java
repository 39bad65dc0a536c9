package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTargetTest {
    private static final ModelTarget MODEL =
            new ModelTarget(2, 2, List.of("u", "v"), List.of("kind"), List.of("red", "blue"));

    @TempDir
    private Path folder;

    private Dataset read(ModelTarget model, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), content);
        return model.read(file, DataOptionsOf.arguments());
    }

    @Test
    void classesComeInTheOrderOfTheModel() throws IOException {
        ClassTarget target = (ClassTarget)
                read(MODEL, "u,v,kind\n1,2,blue\n3,4,red\n").target().orElseThrow();
        assertThat(target.classNames()).containsExactly("red", "blue");
        assertThat(target.codes()).containsExactly(1, 0);
    }

    @Test
    void featuresAreFoundByNameAndOthersLeftOut() throws IOException {
        Dataset data = read(MODEL, "v,id,kind,u\n2,7,blue,1\n4,8,red,3\n");
        assertThat(data.featureNames()).containsExactly("u", "v");
        assertThat(data.features().rowArray(0)).containsExactly(1, 3);
        assertThat(data.features().rowArray(1)).containsExactly(2, 4);
        assertThat(MODEL.strangeNames(data)).isEmpty();
    }

    @Test
    void featuresOfOtherNamesAreTakenByPositionAndSaid() throws IOException {
        Dataset data = read(MODEL, "u,w,kind\n1,2,blue\n3,4,red\n");
        assertThat(MODEL.strangeNames(data))
                .hasValue("feature 2 is called 'w' in the data and 'v' in the model; taken by position");
    }

    @Test
    void dataWithoutTheTargetHaveNoLabels() throws IOException {
        assertThat(read(MODEL, "u,v\n1,2\n3,4\n").target()).isEmpty();
    }

    @Test
    void aFileThatTheModelNamesIsNotReadAsLabels() throws IOException {
        Path secret = Files.writeString(folder.resolve("keys.txt"), "alice-key\nbob-key\n");
        for (String name : List.of("keys.txt", secret.toString())) {
            ModelTarget hostile = new ModelTarget(2, 2, List.of(), List.of(name), List.of());
            assertThat(read(hostile, "u,v\n1,2\n3,4\n").target()).isEmpty();
        }
    }

    @Test
    void aClassTheModelDoesNotKnowIsNamed() {
        assertThatThrownBy(() -> read(MODEL, "u,v,kind\n1,2,green\n3,4,red\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got green, expected one of the model's: red, blue");
    }

    @Test
    void otherSizesAreNamed() {
        assertThatThrownBy(() -> read(MODEL, "u,kind\n1,red\n3,blue\n"))
                .hasMessageContaining("got 1 features, expected 2");
        ModelTarget bare = new ModelTarget(2, 3, List.of(), List.of(), List.of());
        assertThatThrownBy(() -> read(bare, "u,v,class\n1,2,a\n3,4,b\n"))
                .hasMessageContaining("got 2 outputs, expected 3");
    }
}
