package dev.nadir.structure;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/** The example files of the repository, and generated data of known structure, as training sets. */
public final class ExampleData {
    private ExampleData() {}

    /** A file of examples/data with the class in its last column, one-hot in alphabetical order of the classes. */
    public static TrainingSet read(String name) {
        Path path = Path.of("..", "examples", "data", name);
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String[]> rows =
                    reader.lines().skip(1).map(line -> line.split(",")).toList();
            int m = rows.get(0).length - 1;
            Matrix inputs = Matrix.zeros(m, rows.size());
            for (int j = 0; j < rows.size(); j++) {
                for (int i = 0; i < m; i++) {
                    inputs.data()[i + j * m] = Double.parseDouble(rows.get(j)[i]);
                }
            }
            List<String> names =
                    rows.stream().map(row -> row[m]).distinct().sorted().toList();
            int[] codes = rows.stream().mapToInt(row -> names.indexOf(row[m])).toArray();
            return new TrainingSet(inputs, new ClassTarget("class", names, codes).labels());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Labels as one-hot columns. */
    public static Matrix oneHot(int classes, int... codes) {
        Matrix labels = Matrix.zeros(classes, codes.length);
        for (int i = 0; i < codes.length; i++) {
            labels.data()[codes[i] + i * classes] = 1;
        }
        return labels;
    }

    /** Standard normal entries. */
    public static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    /** Two noisy circles around each other. */
    public static TrainingSet rings(int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix inputs = Matrix.zeros(2, samples);
        int[] codes = new int[samples];
        for (int j = 0; j < samples; j++) {
            codes[j] = j % 2;
            double angle = 2 * Math.PI * random.nextDouble();
            double radius = 1 + codes[j] + 0.1 * random.nextGaussian();
            inputs.data()[2 * j] = radius * Math.cos(angle);
            inputs.data()[2 * j + 1] = radius * Math.sin(angle);
        }
        return new TrainingSet(inputs, oneHot(2, codes));
    }

    /** Two classes exactly ±gap/2 from a random hyperplane through 0 in R^10, so that their largest gap is gap. */
    public static TrainingSet twoClassesWithGap(double gap, int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix inputs = gaussian(10, samples, seed + 1);
        double[] normal = gaussian(10, 1, seed + 2).data();
        double norm = Matrix.column(normal).frobeniusNorm();
        int[] codes = new int[samples];
        for (int j = 0; j < samples; j++) {
            codes[j] = random.nextInt(2);
            double height = 0;
            for (int i = 0; i < 10; i++) {
                height += normal[i] / norm * inputs.get(i, j);
            }
            double wanted = (codes[j] - 0.5) * gap;
            for (int i = 0; i < 10; i++) {
                inputs.data()[i + 10 * j] += (wanted - height) * normal[i] / norm;
            }
        }
        return new TrainingSet(inputs, oneHot(2, codes));
    }

    /** Balls of the given radius around given centres, the same number of samples in each. */
    public static TrainingSet balls(Matrix centres, double radius, int perClass, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int m = centres.rows();
        Matrix inputs = Matrix.zeros(m, centres.columns() * perClass);
        int[] codes = new int[inputs.columns()];
        for (int j = 0; j < codes.length; j++) {
            codes[j] = j % centres.columns();
            double[] direction = new double[m];
            Arrays.setAll(direction, i -> random.nextGaussian());
            double length = Matrix.column(direction).frobeniusNorm();
            // half of the samples on the sphere itself, where the theorem is tight
            double r = radius * (j % 4 < 2 ? 1 : random.nextDouble()) * (1 - 1e-12);
            for (int i = 0; i < m; i++) {
                inputs.data()[i + j * m] = centres.get(i, codes[j]) + r / length * direction[i];
            }
        }
        return new TrainingSet(inputs, oneHot(centres.columns(), codes));
    }
}
