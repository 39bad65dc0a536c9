package dev.nadir.io.fuzz;

import dev.nadir.io.data.DataReader;
import dev.nadir.io.data.ReadOptions;
import dev.nadir.io.data.SafetensorsReader;
import dev.nadir.io.onnx.ExternalFiles;
import dev.nadir.io.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** What every reader owes every file: finite numbers, a network, or an exception of one bounded line. */
final class CheckedRead {
    private static final int LONGEST_MESSAGE = 2000;

    private CheckedRead() {}

    /**
     * Whether the file is read rather than refused.
     *
     * @throws AssertionError if it is read or refused in a wrong way
     */
    static boolean accepts(String format, Path file, ReadOptions options) {
        try {
            read(format, file, options);
            return true;
        } catch (IOException refused) {
            String fault = fault(refused.getMessage());
            if (!fault.isEmpty()) {
                throw new AssertionError(fault, refused);
            }
            return false;
        }
    }

    private static void read(String format, Path file, ReadOptions options) throws IOException {
        if (format.equals("onnx")) {
            ExternalFiles.of(file);
            OnnxReader.read(file).network().parameterCount();
            return;
        }
        if (format.equals("safetensors")) {
            SafetensorsReader.read(file);
            return;
        }
        double[] features = DataReader.read(file, options).features().data();
        if (!Arrays.stream(features).allMatch(Double::isFinite)) {
            throw new AssertionError("read a number that is not finite");
        }
    }

    private static String fault(String message) {
        if (message == null || message.matches(".*(damaged|unusual|incomplete)[^;]*\\(null\\).*")) {
            return "says null: " + message;
        } else if (message.chars().anyMatch(Character::isISOControl)) {
            return "control characters: " + message;
        }
        return message.length() > LONGEST_MESSAGE ? "a message of " + message.length() + " characters" : "";
    }
}
