package dev.nadir.io.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads NumPy's NPZ: a zip archive of NPY arrays, packed or not. */
final class NpzArchive {
    private static final List<String> INPUTS = List.of("X", "x", "data", "inputs", "x_train");
    private static final List<String> LABELS = List.of("y", "Y", "labels", "label", "target", "targets", "y_train");

    private NpzArchive() {}

    /**
     * Inputs and labels, the labels from an entry of the name asked for before any file of that name.
     *
     * @param labelFileExists whether the target names a file
     */
    static RawTable read(Path file, BooleanSupplier labelFileExists, ReadOptions options) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = names(file, zip);
            String inputs = chosen(file, names, options.inputs(), INPUTS, "inputs", "--inputs")
                    .orElseThrow(() -> none(file, names, "inputs", INPUTS, "--inputs"));
            Optional<String> wanted = options.targets().stream()
                    .filter(name -> options.targetRequired() || names.contains(name))
                    .findFirst();
            boolean targetIsFile = wanted.filter(names::contains).isEmpty() && labelFileExists.getAsBoolean();
            Optional<String> labels =
                    targetIsFile ? Optional.empty() : chosen(file, names, wanted, LABELS, "labels", "--target");
            if (labels.isEmpty() && !targetIsFile && options.targetRequired()) {
                throw none(file, names, "labels", LABELS, "--target");
            }
            Samples samples = array(file, zip, inputs);
            List<LabelColumn> columns = labels.isEmpty()
                    ? List.of()
                    : array(file, zip, labels.get()).labels(file, labels.get());
            return NumericTable.of(file, samples, columns, List.of(), options.ignored());
        }
    }

    private static List<String> names(Path file, ZipFile zip) throws IOException {
        List<String> names = new ArrayList<>();
        zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".npy"))
                .forEach(name -> names.add(name.substring(0, name.length() - 4)));
        if (names.isEmpty()) {
            throw ReadFailure.of(file, "a zip archive without NPY arrays", "unpack it, or write it with numpy.savez");
        }
        return names;
    }

    private static Optional<String> chosen(
            Path file, List<String> names, Optional<String> wanted, List<String> usual, String what, String option)
            throws IOException {
        if (wanted.isPresent() && !names.contains(wanted.get())) {
            throw ReadFailure.of(
                    file,
                    "no array " + ReadFailure.quoted(wanted.get()) + " for the " + what,
                    "correct " + option + "; there are " + listed(names));
        }
        return wanted.or(() -> usual.stream().filter(names::contains).findFirst());
    }

    private static IOException none(Path file, List<String> names, String what, List<String> usual, String option) {
        return ReadFailure.of(
                file,
                "no array for the " + what + " (looked for " + String.join(", ", usual) + ")",
                "name it with " + option + "; there are " + listed(names));
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.stream().map(ReadFailure::quoted).toList());
    }

    private static Samples array(Path file, ZipFile zip, String name) throws IOException {
        try (InputStream in = new BufferedInputStream(zip.getInputStream(zip.getEntry(name + ".npy")), 1 << 16)) {
            return NpyArray.read(file, "array " + ReadFailure.quoted(name) + ": ", in);
        }
    }
}
