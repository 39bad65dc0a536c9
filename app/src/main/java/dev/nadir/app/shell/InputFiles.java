package dev.nadir.app.shell;

import dev.nadir.io.file.FileKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The files named on the command line, told apart by what is in them, so that their order does not matter.
 *
 * @param model the ONNX model, if one was named
 * @param data the data file
 */
public record InputFiles(Optional<Path> model, Path data) {
    /**
     * Sorts the files.
     *
     * @param files as on the command line
     * @param usage what the command expects, for messages: "[MODEL] DATA"
     * @throws IllegalArgumentException if they are not one data file and at most one model, or of a kind that nobody reads
     * @throws IOException if one cannot be read
     */
    public static InputFiles of(List<Path> files, String usage) throws IOException {
        List<Path> models = new ArrayList<>();
        List<Path> data = new ArrayList<>();
        for (Path file : files) {
            requireName(file);
            (isModel(file, usage) ? models : data).add(file);
        }
        if (!models.isEmpty() && !usage.contains("MODEL")) {
            throw new IllegalArgumentException(models.get(0) + ": is an ONNX model, expected " + usage
                    + " only; to move its weights, name it behind --from of nadir construct");
        } else if (models.size() > 1 || data.size() != 1) {
            throw new IllegalArgumentException("files: got " + counted(models, "model") + " and "
                    + counted(data, "data file") + ", expected " + usage);
        } else if (models.isEmpty() && usage.startsWith("MODEL")) {
            throw new IllegalArgumentException("model: got none, expected " + usage);
        }
        return new InputFiles(models.stream().findFirst(), data.get(0));
    }

    /** The model, if there is one, and then the data. */
    public List<Path> ordered() {
        return model.map(file -> List.of(file, data)).orElse(List.of(data));
    }

    private static void requireName(Path file) {
        if (file.toString().equals("-")) {
            throw new IllegalArgumentException("files: got -, expected a name; standard input is /dev/stdin");
        }
    }

    /** Whether a file is a model, by its content and where that says nothing by its name. */
    private static boolean isModel(Path file, String usage) throws IOException {
        FileKind kind = FileKind.of(file);
        Optional<String> mend = kind.mend();
        if (mend.isPresent()) {
            throw new IllegalArgumentException(
                    file + ": is " + kind.words() + ", expected " + usage + "; " + mend.get());
        }
        return kind == FileKind.MODEL
                || (kind == FileKind.OTHER
                        && file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx"));
    }

    private static String counted(List<Path> files, String word) {
        return files.isEmpty() ? "no " + word : files.size() + " " + word + (files.size() > 1 ? "s" : "") + " " + files;
    }
}
