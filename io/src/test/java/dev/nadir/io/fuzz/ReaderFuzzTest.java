package dev.nadir.io.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nadir.io.data.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged and malicious files: every reader gives a data set of finite numbers, a network, or an exception of one bounded
 * line, takes at most 2 s of the processor, and asks for no more memory than four times the file and 64 MiB.
 *
 * <p>A short run is part of every test; a long one is {@code ./mvnw -pl io -am test -Dtest=ReaderFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dnadir.fuzz.mutants=20000 -Dnadir.fuzz.seed=7}. What it found, the slowest
 * read and the largest allocation are in {@code io/target/fuzz}, the files that failed too.
 */
class ReaderFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MUTANTS = Integer.getInteger("nadir.fuzz.mutants", 150);
    private static final long SEED = Long.getLong("nadir.fuzz.seed", 1);
    private static final long ALLOWED = 64L << 20;
    private static final long LONGEST_READ = 2_000_000_000L;
    private static final Path RESULTS = Path.of("target", "fuzz");

    @TempDir
    private Path folder;

    private SplittableRandom random;
    private int accepted;
    private long slowest;
    private long largest;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv.gz", "npy", "npz", "idx", "idx.gz", "parquet", "onnx", "safetensors"})
    void everyMutantIsReadOrRefusedInOneLine(String format) throws IOException {
        random = new SplittableRandom(SEED);
        List<byte[]> corpus = Corpus.of(format, folder);
        List<byte[]> pieces = packed(format) ? unpacked(corpus) : corpus;
        Mutation mutation = new Mutation(random, pieces, Corpus.words(format));
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(format, corpus.get(random.nextInt(corpus.size())), mutation);
            String failure = failure(format, Files.write(folder.resolve("mutant." + format), mutant), mutant.length);
            if (!failure.isEmpty()) {
                Files.createDirectories(RESULTS);
                Files.write(RESULTS.resolve(SEED + "-" + i + "." + format), mutant);
                failures.add("mutant " + i + ": " + failure);
            }
        }
        Files.createDirectories(RESULTS);
        Files.writeString(
                RESULTS.resolve(format + ".txt"),
                MUTANTS + " mutants, seed " + SEED + ": " + accepted + " read, " + failures.size()
                        + " failures, slowest (of the processor) "
                        + slowest / 1_000_000 + " ms, largest allocation " + (largest >> 20)
                        + " MiB\n"
                        + String.join("\n", failures));
        assertThat(failures).isEmpty();
    }

    private static boolean packed(String format) {
        return format.endsWith(".gz");
    }

    private static List<byte[]> unpacked(List<byte[]> files) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (byte[] file : files) {
            all.add(new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes());
        }
        return all;
    }

    /** Damage inside the packing, which the checksums do not show, as often as damage of the file itself. */
    private byte[] mutant(String format, byte[] whole, Mutation mutation) throws IOException {
        if (random.nextBoolean()) {
            return mutation.of(whole);
        }
        return switch (format) {
            case "csv.gz", "idx.gz" ->
                Corpus.gzip(mutation.of(unpacked(List.of(whole)).get(0)));
            case "npz" -> rezipped(whole, mutation);
            case "onnx" -> new ModelMutation(random).of(whole);
            default -> mutation.of(whole);
        };
    }

    private byte[] rezipped(byte[] whole, Mutation mutation) throws IOException {
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(whole))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                names.add(random.nextInt(20) == 0 ? "../" + entry.getName() : entry.getName());
                contents.add(random.nextBoolean() ? mutation.of(content) : content);
            }
        }
        return Corpus.zip(names, contents);
    }

    /** What is wrong with how the file was read; empty if nothing is. */
    private String failure(String format, Path file, int size) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        String failure = "";
        try {
            accepted += CheckedRead.accepts(format, file, options()) ? 1 : 0;
        } catch (Throwable uncaught) {
            failure = uncaught + " at "
                    + Arrays.stream(uncaught.getStackTrace()).limit(4).toList();
        }
        long time = THREADS.getCurrentThreadCpuTime() - start;
        slowest = Math.max(slowest, time);
        long taken = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        largest = Math.max(largest, taken);
        if (failure.isEmpty() && taken > ALLOWED + 4L * size) {
            return "asked for " + taken + " bytes";
        }
        return failure.isEmpty() && time > LONGEST_READ ? "took " + time / 1e9 + " s of the processor" : failure;
    }

    private ReadOptions options() {
        ReadOptions defaults = ReadOptions.defaults();
        return switch (random.nextInt(6)) {
            case 1 -> defaults.withoutRequiredTarget();
            case 2 -> defaults.withTargets("1");
            case 3 -> defaults.withTargetKind(ReadOptions.TargetKind.CLASS);
            case 4 -> defaults.withTargets("2").withIgnored("1").withTargetKind(ReadOptions.TargetKind.NUMBER);
            case 5 -> defaults.withHeader(random.nextBoolean() ? ReadOptions.Header.NO : ReadOptions.Header.YES);
            default -> defaults;
        };
    }
}
