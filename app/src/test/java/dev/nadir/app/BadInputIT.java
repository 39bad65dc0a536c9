package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's mistakes: exit status 2, one line that names the place and the mend, and no file. */
@Tag("one-java")
class BadInputIT {
    @TempDir
    private Path folder;

    private Launcher nadir;

    @BeforeEach
    void enterAFolderWithData() throws Exception {
        nadir = Launcher.ofRepository().in(folder);
        SmallData.numeric(folder.resolve("small.csv"));
    }

    private void rejected(List<?> arguments, String... words) throws Exception {
        List<Object> all = new ArrayList<>(arguments);
        all.add("--quiet");
        String[] before = folder.toFile().list();
        Run run = nadir.run(all.toArray());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("nadir: ").contains(words).doesNotContain("internal error");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(before);
    }

    private void file(String content, String... words) throws Exception {
        Files.writeString(folder.resolve("data.csv"), content);
        rejected(List.of("construct", "data.csv"), words);
    }

    private void small(List<String> options, String... words) throws Exception {
        List<Object> all = new ArrayList<>(List.of("construct", "small.csv"));
        all.addAll(options);
        if (!options.contains("--target")) {
            all.addAll(List.of("--target", "y1,y2"));
        }
        rejected(all, words);
    }

    @Test
    void filesAreNamedWithLineAndColumn() throws Exception {
        rejected(List.of("construct", "missing.csv"), "missing.csv: no such file");
        file("a,b,class\n1,2,x\n3,nan,y\n", "data.csv: line 3, column 'b'", "'nan'", "--ignore");
        file("a,b,class\n1,-inf,x\n3,4,y\n", "data.csv: line 2, column 'b'", "'-inf'");
        file("a,b,class\n1,2,x\n3,hello,y\n", "data.csv: line 3, column 'b': got 'hello', expected a number");
        file("a,b,class\n1,2,x\n3,y\n", "data.csv: line 3: got 2 fields, expected 3");
        file("", "data.csv: the file is empty");
    }

    @Test
    void optionsAreNamedWithWhatTheyTake() throws Exception {
        small(List.of("--target", "zzz"), "no column 'zzz' among the 14", "--target", "'y2'");
        small(List.of("--target", "15"), "no column '15' among the 14");
        small(List.of("--activation", "foo"), "activation: got foo", "leaky-relu");
        small(List.of("--pivot", "3", "--hidden", "9"), "pivot: got 3, expected 1 to L + 1 = 2");
        small(List.of("--hidden", "5,x"), "--hidden: got \"x\"", "256x50");
        small(List.of("--construction", "foo"), "--construction: got foo", "theorem-2.1");
    }

    @Test
    void optionsAreCheckedBeforeTheDataAreRead() throws Exception {
        rejected(List.of("construct", "missing.csv", "--activation", "foo"), "activation: got foo");
    }

    @Test
    void wishesThatContradictEachOtherAreRefused() throws Exception {
        small(List.of("--construction", "theorem-2.1", "--pivot", "2"), "pivot: got 2, expected 1 with theorem-2.1");
        small(List.of("--shift", "diagonal"), "--shift: got it with no given weights");
    }

    @Test
    void theModelMustBeWritable() throws Exception {
        small(List.of("--out", "none/m.onnx"), "none/m.onnx: the folder", "does not exist; create it first");
        small(List.of("--out", "."), "is a folder, expected the name of a file");
        small(List.of("--out", "small.csv"), "--out: got small.csv, which is the input");
    }

    @Test
    void modelsMustBeModelsAndFit() throws Exception {
        Files.writeString(folder.resolve("bad.onnx"), "garbage");
        rejected(List.of("verify", "bad.onnx", "small.csv"), "bad.onnx: not an ONNX model");
        TorchModel narrow = new TorchModel(false, 3);
        narrow.node("MatMul", narrow.last(), narrow.tensor(new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        narrow.node("Tanh", narrow.last());
        narrow.node("MatMul", narrow.last(), narrow.tensor(new double[] {1, 2}, 2, 1));
        narrow.write(folder.resolve("narrow.onnx"), 17, 1);
        rejected(
                List.of("verify", "narrow.onnx", "small.csv", "--target", "y1"),
                "small.csv: got 13 features, expected 3");
        rejected(
                List.of("construct", "small.csv", "--target", "y1,y2", "--weights", "narrow.onnx"),
                "last given weight: got 1 row, expected Q = 2");
    }
}
