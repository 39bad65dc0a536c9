package dev.nadir.app.shell;

import dev.nadir.io.file.FileKind;
import dev.nadir.io.file.OutputFile;
import dev.nadir.io.onnx.ExternalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The outputs of a run: none is an input, no two are the same file, and none replaces a file of another kind. */
public final class Outputs {
    private static final Set<FileKind> MAYBE_MODELS = Set.of(FileKind.MODEL, FileKind.OTHER);

    private final List<Path> inputs;
    private final List<Path> taken = new ArrayList<>();

    /**
     * For a run that reads these files, and the weights that lie beside a model.
     *
     * @throws IOException if one cannot be read
     */
    public Outputs(List<Path> inputs) throws IOException {
        this.inputs = new ArrayList<>(inputs);
        for (Path input : inputs) {
            if (Files.isRegularFile(input) && MAYBE_MODELS.contains(FileKind.of(input))) {
                this.inputs.addAll(ExternalFiles.of(input));
            }
        }
    }

    /**
     * Checks that a file can be written and nothing of the user's is lost by it, before anything is computed.
     *
     * @param option which names it, for messages
     * @param target where it goes
     * @param kind of what will be written: an existing file must be of the same kind, or empty
     * @throws IllegalArgumentException if the file is an input, another output, or of another kind
     * @throws IOException if it cannot be written
     */
    public void requireFile(String option, Path target, FileKind kind) throws IOException {
        requireNone(option, target, inputs, "the input ");
        requireNone(option, target, taken, "another output, ");
        OutputFile.requireWritable(target);
        taken.add(target);
        if (Files.isRegularFile(target) && Files.size(target) > 0 && FileKind.of(target) != kind) {
            throw new IllegalArgumentException(option + ": got " + target + ", which exists and is not " + kind.words()
                    + "; name another file, or remove this one");
        }
    }

    private static void requireNone(String option, Path target, List<Path> files, String what) throws IOException {
        Optional<Path> same = OutputFile.among(files, target);
        if (same.isPresent()) {
            throw new IllegalArgumentException(
                    option + ": got " + target + ", which is " + what + same.get() + "; give the output another name");
        }
    }

    /**
     * Checks that a folder can hold outputs.
     *
     * @throws IllegalArgumentException if it is a file
     */
    public void requireFolder(String option, Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(option + ": got " + folder + ", which is a file, expected a folder");
        }
    }
}
