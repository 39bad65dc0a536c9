package dev.nadir.bench;

import dev.nadir.jacobian.EmpiricalNtk;
import dev.nadir.jacobian.TrainingJacobian;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.KernelExtremes;
import dev.nadir.jacobian.spectrum.SpectrumOptions;
import dev.nadir.jacobian.spectrum.Tier;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Tanh;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The tangent kernel beside the bare matrix products it needs, and large cases. Both sides alternate in
 * one run and the best of the rounds counts, for noise only adds.
 *
 * <pre>
 *   ./mvnw -q -pl bench -am package -DskipTests
 *   java -Xmx4g -cp 'bench/target/classes:core/target/classes:app/target/lib/*' dev.nadir.bench.NtkBenchmark [ratio|wide|linear]
 * </pre>
 *
 * <p>{@code ratio} (CPU seconds of one thread, so that a busy machine matters less): 512-512-512-512-1, tanh, N = 128: kernel over its products, sketch tier over the kernel. {@code
 * wide}: 3072-2048-2048-2048-8, N = 16 in 4 GB, two independent algorithms. {@code linear}: M = 5000, N = 4096, Q = 10
 * (QN = 40,960), λ_min and λ_max against the closed form (XᵀX + 11ᵀ) ⊗ 1.
 */
public final class NtkBenchmark {
    private static final int ROUNDS = 60;

    private NtkBenchmark() {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** @param arguments one of ratio, wide, linear; ratio if absent */
    public static void main(String[] arguments) {
        switch (arguments.length == 0 ? "ratio" : arguments[0]) {
            case "ratio" -> ratio();
            case "wide" -> wide();
            case "linear" -> linear();
            default ->
                throw new IllegalArgumentException("case: got " + arguments[0] + ", expected ratio, wide or linear");
        }
    }

    private static void ratio() {
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "0"); // all work in this thread
        Network network = network(new Tanh(), 512, 512, 512, 512, 1);
        Matrix inputs = gaussian(512, 128);
        double[] best = {1e9, 1e9, 1e9, 1e9};
        for (int round = 0; round < ROUNDS; round++) {
            ForwardPass pass = network.forward(inputs);
            best[0] = Math.min(best[0], seconds(() -> bareProducts(pass)));
            best[1] = Math.min(best[1], seconds(() -> EmpiricalNtk.of(TrainingJacobian.of(network, inputs))));
            SpectrumOptions sketch = SpectrumOptions.defaults().withOnly(Tier.SKETCH);
            best[2] =
                    Math.min(best[2], seconds(() -> JacobianSpectrum.of(TrainingJacobian.of(network, inputs), sketch)));
            best[3] = Math.min(best[3], seconds(() -> network.forward(inputs)));
        }
        print(
                "bare products %.2f ms, tangent kernel %.2f ms, ratio %.2f",
                1e3 * best[0], 1e3 * best[1], best[1] / best[0]);
        print(
                "sketch tier %.2f ms, over the kernel %.2f; forward pass alone %.2f ms",
                1e3 * best[2], best[2] / best[1], 1e3 * best[3]);
    }

    /** Forward, backward and Gram products of the shapes of the network, and nothing else. */
    private static double bareProducts(ForwardPass pass) {
        var layers = pass.network().layers();
        double sum = 0;
        for (int l = 0; l < layers.size(); l++) {
            sum += Products.times(layers.get(l).weight(), pass.activations().get(l))
                    .get(0, 0);
        }
        Matrix delta = Matrix.zeros(1, pass.outputs().columns()).map(zero -> 1);
        for (int l = layers.size(); l >= 1; l--) {
            sum += Products.gram(delta).get(0, 0);
            sum += Products.gram(pass.activations().get(l - 1)).get(0, 0);
            delta = l > 1 ? Products.transposedTimes(layers.get(l - 1).weight(), delta) : delta;
        }
        return sum;
    }

    private static void wide() {
        TrainingJacobian jacobian =
                TrainingJacobian.of(network(new Tanh(), 3072, 2048, 2048, 2048, 8), gaussian(3072, 16));
        long start = System.nanoTime();
        Matrix kernel = EmpiricalNtk.of(jacobian).kernel();
        double elapsed = (System.nanoTime() - start) / 1e9;
        double worst = 0;
        for (int column : new int[] {0, 1, 17, 64, 100, 127}) {
            double[] unit = new double[jacobian.rows()];
            unit[column] = 1;
            double[] other = jacobian.kernelTimes(unit); // one backward and one forward pass: no layer product shared
            for (int i = 0; i < other.length; i++) {
                worst = Math.max(worst, Math.abs(other[i] - kernel.get(i, column)));
            }
        }
        print(
                "K = %d, QN = %d: kernel in %.2f s, heap %.1f GB, six columns against D Dᵀ e: %.1e of the largest entry",
                jacobian.columns(),
                jacobian.rows(),
                elapsed,
                Runtime.getRuntime().maxMemory() / 1e9,
                worst / kernel.maxAbs());
    }

    private static void linear() {
        Matrix inputs = gaussian(5000, 4096);
        TrainingJacobian jacobian = TrainingJacobian.of(network(new Identity(), 5000, 10), inputs);
        long start = System.nanoTime();
        KernelExtremes lanczos = KernelExtremes.lanczos(jacobian, 1e-8, 1500);
        print("Lanczos:   %s in %.1f s", lanczos, (System.nanoTime() - start) / 1e9);
        start = System.nanoTime();
        KernelExtremes structured = KernelExtremes.of(jacobian, 1e-8, 1500);
        print("structure: %s in %.1f s", structured, (System.nanoTime() - start) / 1e9);
        print(
                "relative differences: λ_min %.1e, λ_max %.1e",
                Math.abs(lanczos.smallest() / structured.smallest() - 1),
                Math.abs(lanczos.largest() / structured.largest() - 1));
    }

    private static Network network(Activation activation, int... dims) {
        return Initialization.byName("xavier").network(dims, activation, 1);
    }

    private static Matrix gaussian(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(2);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    private static double seconds(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static void print(String pattern, Object... values) {
        System.out.println(String.format(Locale.ROOT, pattern, values));
    }
}
