package dev.nadir.io.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads NumPy's NPZ: a zip archive of NPY arrays, packed or not. */
final class NpzArchive {
    private static final List<String> INPUTS = List.of("X", "x", "data", "inputs", "x_train");
    private static final List<String> LABELS = List.of("y", "Y", "labels", "label", "target", "targets", "y_train");

    private static final int LISTED = 10;

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
        String first = String.join(
                ", ", names.stream().limit(LISTED).map(ReadFailure::quoted).toList());
        return names.size() > LISTED ? first + " and " + (names.size() - LISTED) + " more" : first;
    }

    /** The entry, checked against its checksum, which the class of the JDK leaves to its callers. */
    private static Samples array(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name + ".npy");
        CheckedInputStream checked = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        long most = entry.getMethod() == ZipEntry.STORED
                ? entry.getCompressedSize()
                : Content.unpacked(entry.getCompressedSize());
        try (Content in = new Content(new BufferedInputStream(checked, 1 << 16), most)) {
            Samples samples = NpyArray.read(file, "array " + ReadFailure.quoted(name) + ": ", in);
            if (checked.getChecksum().getValue() != entry.getCrc()) {
                throw new Damage("array " + ReadFailure.quoted(name) + ": its checksum does not match its content");
            }
            return samples;
        }
    }
}
