package dev.nadir.io.runtime;

import com.sun.management.OperatingSystemMXBean;
import dev.nadir.matrix.NotEnoughMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The memory that ONNX Runtime takes outside the Java heap, compared with what the machine or the container has left: a
 * container that runs out of it kills the process without a word.
 *
 * @param needed bytes
 * @param available bytes
 */
record NativeMemory(double needed, double available) {
    /** The library itself, its threads and arenas: 150 MiB were measured for the smallest models. */
    private static final double ENGINE = 150 * 0x1p20;

    /** The parsed file, the tensors made of it, and the copies that optimization makes. */
    private static final double COPIES_OF_WEIGHTS = 3;

    /** Activations alive at once, each of at most a batch of numbers. */
    private static final double ACTIVATIONS = 4;

    static NativeMemory of(long parameters) {
        double batch = Double.BYTES * (double) OnnxRuntimeEngine.BATCH_NUMBERS;
        return new NativeMemory(ENGINE + COPIES_OF_WEIGHTS * Double.BYTES * parameters + ACTIVATIONS * batch, left());
    }

    /** What is missing, in words; empty if nothing is. */
    Optional<String> shortage() {
        return needed <= available
                ? Optional.empty()
                : Optional.of("it needs about " + NotEnoughMemory.size(needed) + " beside the Java heap, and "
                        + NotEnoughMemory.size(Math.max(0, available))
                        + " of the memory of this machine or container are"
                        + " left; give it more");
    }

    /** The limit of the container or machine without what this process has, and no more than the machine has free. */
    private static double left() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double limit = system.getTotalMemorySize(); // of the container, where there is one
        double own = kibibytes("/proc/self/status", "RssAnon:").orElse(0.0);
        double free = kibibytes("/proc/meminfo", "MemAvailable:").orElse(Double.POSITIVE_INFINITY);
        return Math.min(limit - own, free);
    }

    private static Optional<Double> kibibytes(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
