package dev.nadir.bench;

import dev.nadir.construct.Accuracy;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.construct.plan.Fitting;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.linalg.Qr;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Activations;
import dev.nadir.progress.Progress;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * CPU time of {@code construct} against the bare LAPACK and BLAS calls it cannot do without, side by side in one run: the QR of
 * [X; 1ᵀ], Qᵀ and R⁻¹ on the labels, and one product per layer to measure the cost.
 *
 * <p>Run: {@code bench/run ConstructionBenchmark [M N Q width depth activation rounds]}; default 4096 2048 10 4096 3 tanh 3.
 * CPU seconds: rounds alternate between the two, minima and the ratio are printed, and the peak of the heap as a multiple of the
 * inputs.
 */
public final class ConstructionBenchmark {
    private ConstructionBenchmark() {}

    /** Prints one line per round and the summary. */
    public static void main(String[] args) {
        int[] sizes = {4096, 2048, 10, 4096, 3};
        for (int i = 0; i < Math.min(args.length, sizes.length); i++) {
            sizes[i] = Integer.parseInt(args[i]);
        }
        String activation = args.length > 5 ? args[5] : "tanh";
        int rounds = args.length > 6 ? Integer.parseInt(args[6]) : 3;
        TrainingSet data = new TrainingSet(gaussian(sizes[0], sizes[1], 1), gaussian(sizes[2], sizes[1], 2));
        Wishes wishes = Wishes.none()
                .withHidden(Collections.nCopies(sizes[4], sizes[3]))
                .withActivation(Activations.byName(activation));
        double bare = Double.POSITIVE_INFINITY;
        double whole = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            double bareSeconds = bareCalls(data, Collections.nCopies(sizes[4], sizes[3]));
            double start = cpuSeconds();
            Attempt attempt = Fitting.defaults().fit(data, wishes, Progress.NONE);
            double wholeSeconds = cpuSeconds() - start;
            Accuracy accuracy = attempt.accuracy().orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "round %d: bare calls %.2f s, construct %.2f s, cost %.2e%n",
                    round,
                    bareSeconds,
                    wholeSeconds,
                    accuracy.cost());
            bare = Math.min(bare, bareSeconds);
            whole = Math.min(whole, wholeSeconds);
        }
        System.out.printf(
                Locale.ROOT, "minima: bare %.2f s, construct %.2f s, ratio %.3f%n", bare, whole, whole / bare);
        double inputs = 8.0 * sizes[0] * sizes[1];
        System.out.printf(
                Locale.ROOT,
                "peak heap %.0f MB = %.1f times the inputs (%.0f MB); the weights alone are %.1f times%n",
                peakHeap() / 1e6,
                peakHeap() / inputs,
                inputs / 1e6,
                8.0 * (sizes[0] + (sizes[4] - 1.0) * sizes[3]) * sizes[3] / inputs);
    }

    /** Seconds of the calls alone, on arrays of the same sizes. */
    private static double bareCalls(TrainingSet data, List<Integer> widths) {
        Matrix tall = data.inputs().appendRow(1);
        Matrix a = data.inputs();
        List<Matrix> weights = new java.util.ArrayList<>();
        int below = a.rows();
        for (int width : widths) {
            weights.add(gaussian(width, below, 3));
            below = width;
        }
        weights.add(gaussian(data.outputDim(), below, 4));
        double start = cpuSeconds();
        Qr qr = Qr.ofOwned(tall);
        Matrix solution = qr.leastNormRight(data.labels());
        Matrix z = a;
        for (Matrix weight : weights) {
            z = Products.times(weight, z);
        }
        double elapsed = cpuSeconds() - start;
        if (!(solution.maxAbs() + z.maxAbs() > 0)) {
            throw new IllegalStateException("nothing was computed");
        }
        return elapsed;
    }

    private static double peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToDouble(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** CPU time of the whole process, so that neighbours on the machine and our own second thread both count right. */
    private static double cpuSeconds() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / 1e9;
    }

    private static Matrix gaussian(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = random.nextGaussian() / Math.sqrt(columns);
        }
        return matrix;
    }
}
