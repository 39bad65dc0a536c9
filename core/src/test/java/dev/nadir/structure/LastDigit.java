package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Two sets that a hyperplane separates by a few units in the last place, touches, or fails to separate by as much. */
record LastDigit(Matrix x, int[] first, int[] second) {

    static LastDigit of(int features, int seed) {
        SplittableRandom random = new SplittableRandom(31L * seed + features);
        int n = 4 + random.nextInt(20);
        double size = Math.pow(10, seed % 7 == 0 ? random.nextInt(301) - 150 : 0);
        double offset = seed % 3 == 0 ? Math.pow(10, random.nextInt(7)) : 0;
        double[] normal = random.doubles(features, -1, 1).toArray();
        Matrix x = Matrix.zeros(features, n);
        int half = 1 + random.nextInt(n - 1);
        for (int j = 0; j < n; j++) {
            double side = j < half ? -1 : 1;
            boolean near = random.nextInt(3) > 0;
            place(x, j, normal, near ? 0 : side * random.nextDouble(), random);
            int nudged = random.nextInt(features);
            double ulps = side * Math.signum(normal[nudged]) * (random.nextInt(6) - (seed % 2 == 0 ? 0 : 2));
            double value = x.get(nudged, j);
            x.data()[nudged + j * features] = value + ulps * Math.ulp(Math.max(Math.abs(value), 1e-3));
        }
        if (seed % 5 == 0) {
            x.data()[0] = 1e16; // one far away
        }
        return new LastDigit(
                x.map(v -> (v + offset) * size),
                IntStream.range(0, half).toArray(),
                IntStream.range(half, n).toArray());
    }

    /** A random point with ⟨normal, x⟩ = height up to rounding. */
    private static void place(Matrix x, int j, double[] normal, double height, SplittableRandom random) {
        int m = normal.length;
        double sum = 0;
        int last = random.nextInt(m);
        for (int i = 0; i < m; i++) {
            double value = random.nextInt(4) == 0 ? random.nextInt(8) / 8.0 : random.nextDouble(-1, 1);
            x.data()[i + j * m] = value;
            sum += i == last ? 0 : normal[i] * value;
        }
        x.data()[last + j * m] = (height - sum) / normal[last];
    }
}
