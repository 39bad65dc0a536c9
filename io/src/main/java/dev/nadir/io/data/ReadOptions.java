package dev.nadir.io.data;

import java.util.List;
import java.util.Optional;

/**
 * How to read a data file. {@link #defaults} suits most files.
 *
 * @param targets names of the target columns, or their numbers from 1, several for several outputs; or the entry of an
 *     NPZ archive; or, where there is none of that name, a file that holds the labels (CSV, NPY, IDX), absolute, relative
 *     to the working directory or beside the data. Empty: the default target, see {@link DataReader}
 * @param targetMayBeFile whether the target may name a file: only where a person typed it, never where it was read from
 *     a model or any other file
 * @param targetRequired whether a file without the targets asked for, or else without a default target, is an
 *     error; if not, it is read with its default target or without target
 * @param inputs entry of an NPZ archive that holds the inputs; empty: X, x, data, inputs or x_train
 * @param ignored names of columns to leave out, or their numbers from 1
 * @param header whether the first record of a text file holds names
 * @param delimiter of a text file; empty: the most frequent of comma, semicolon, tab and bar in its first line
 * @param targetKind what the labels are
 */
public record ReadOptions(
        List<String> targets,
        boolean targetMayBeFile,
        boolean targetRequired,
        Optional<String> inputs,
        List<String> ignored,
        Header header,
        Optional<Character> delimiter,
        TargetKind targetKind) {

    /** Whether a text file starts with a record of names. */
    public enum Header {
        /**
         * Yes if some column holds text in the first record and a number in the second, or if all of several cells of the first
         * record are text, or its last cell is a usual target name.
         */
        AUTO,
        /** The first record holds names. */
        YES,
        /** The first record is a sample; columns are called x1, x2, … */
        NO
    }

    /** What labels are. */
    public enum TargetKind {
        /**
         * Several columns: numbers. One column: text is classes; integers are classes if the column is called class,
         * label or species, or if there are at most max(2, min(20, N/5)) different ones; all else is numbers.
         */
        AUTO,
        /** Classes, one-hot encoded. */
        CLASS,
        /** Numbers. */
        NUMBER
    }

    /** Keeps unmodifiable copies. */
    public ReadOptions {
        targets = List.copyOf(targets);
        ignored = List.copyOf(ignored);
    }

    /** Everything found out from the file. */
    public static ReadOptions defaults() {
        return new ReadOptions(
                List.of(), true, true, Optional.empty(), List.of(), Header.AUTO, Optional.empty(), TargetKind.AUTO);
    }

    /** With these target columns, or this label file, as a person named them. */
    public ReadOptions withTargets(String... names) {
        return new ReadOptions(List.of(names), true, true, inputs, ignored, header, delimiter, targetKind);
    }

    /** With these target columns if the file has them: names found in a model, which are never opened as files. */
    public ReadOptions withSuggestedTargets(List<String> names) {
        return new ReadOptions(names, false, false, inputs, ignored, header, delimiter, targetKind);
    }

    /** Files without the targets asked for, or else a default target, are read without target instead of refused. */
    public ReadOptions withoutRequiredTarget() {
        return new ReadOptions(targets, targetMayBeFile, false, inputs, ignored, header, delimiter, targetKind);
    }

    /** With this NPZ entry as inputs. */
    public ReadOptions withInputs(String entry) {
        return new ReadOptions(
                targets, targetMayBeFile, targetRequired, Optional.of(entry), ignored, header, delimiter, targetKind);
    }

    /** Without these columns. */
    public ReadOptions withIgnored(String... names) {
        return new ReadOptions(
                targets, targetMayBeFile, targetRequired, inputs, List.of(names), header, delimiter, targetKind);
    }

    /** With or without a header. */
    public ReadOptions withHeader(Header choice) {
        return new ReadOptions(
                targets, targetMayBeFile, targetRequired, inputs, ignored, choice, delimiter, targetKind);
    }

    /** With this delimiter. */
    public ReadOptions withDelimiter(char separator) {
        return new ReadOptions(
                targets, targetMayBeFile, targetRequired, inputs, ignored, header, Optional.of(separator), targetKind);
    }

    /** With labels of this kind. */
    public ReadOptions withTargetKind(TargetKind kind) {
        return new ReadOptions(targets, targetMayBeFile, targetRequired, inputs, ignored, header, delimiter, kind);
    }
}
