package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.Lanczos;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Where the eigenvalues of a positive semidefinite operator lie, by stochastic Lanczos quadrature: from every one of some random unit
 * vectors z the Lanczos process gives a Gauss quadrature of the measure Σ_k ⟨z, e_k⟩² δ(λ − λ_k), the mean of which is the density of the
 * eigenvalues (Ubaru, Chen, Saad 2017, doi:10.1137/16M1104974).
 *
 * <p>Bounds, rounding apart: {@code smallest} is not below λ_min, {@code largest} not above λ_max, and within {@code residual} of
 * {@code largest} lies an eigenvalue. Shares and trace are estimates with the standard error between the vectors.
 *
 * @param size n
 * @param probes one quadrature per vector
 * @param smallest the least Ritz value; at least 0
 * @param largest the largest Ritz value
 * @param residual of the largest, rounding included
 * @param seed of the vectors
 */
public record SpectralDensity(
        int size, List<Quadrature> probes, double smallest, double largest, double residual, long seed) {

    /**
     * A quadrature.
     *
     * @param nodes Ritz values, ascending
     * @param weights not negative, of sum 1
     */
    public record Quadrature(double[] nodes, double[] weights) {
        double share(double from, double to) {
            return IntStream.range(0, nodes.length)
                    .filter(k -> nodes[k] > from && nodes[k] <= to)
                    .mapToDouble(k -> weights[k])
                    .sum();
        }

        double mean() {
            return IntStream.range(0, nodes.length)
                    .mapToDouble(k -> nodes[k] * weights[k])
                    .sum();
        }
    }

    /** An estimate from several vectors; the standard error is NaN for a single one. */
    public record Estimate(double value, double error) {
        static Estimate of(double... samples) {
            double mean = Arrays.stream(samples).average().orElse(Double.NaN);
            double squares =
                    Arrays.stream(samples).map(x -> (x - mean) * (x - mean)).sum();
            double n = samples.length;
            return new Estimate(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n));
        }
    }

    /** How much is computed: so many vectors, at most so many products for each. */
    public record Effort(int probes, int steps, long seed) {
        /** Checks that both are positive. */
        public Effort {
            if (probes < 1 || steps < 1) {
                throw new IllegalArgumentException(
                        "density: got " + probes + " vectors and " + steps + " steps, expected both positive");
            }
        }
    }

    /**
     * By probes · steps products.
     *
     * @param operator A, n x n, symmetric and positive semidefinite
     * @throws IllegalArgumentException if a product is not finite
     */
    public static SpectralDensity of(UnaryOperator<double[]> operator, int size, Effort effort) {
        SplittableRandom random = new SplittableRandom(effort.seed);
        Quadrature[] probes = new Quadrature[effort.probes];
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        double residual = 0;
        for (int p = 0; p < probes.length; p++) {
            Lanczos process = Lanczos.random(operator, size, effort.steps, random.nextLong());
            while (process.step()) {
                continue;
            }
            if (!process.finite()) {
                throw new IllegalArgumentException("operator: got a product that is not finite, expected finite ones");
            }
            Lanczos.Ritz ritz = process.ritz();
            probes[p] = quadrature(ritz);
            int last = process.steps() - 1;
            smallest = Math.min(smallest, ritz.values()[0]);
            if (p == 0 || ritz.values()[last] > largest) {
                largest = ritz.values()[last];
                residual = ritz.residuals()[last];
            }
        }
        double rounding = 8 * Math.sqrt(size) * Math.ulp(1.0) * largest; // of the products, which no residual sees
        return new SpectralDensity(
                size, List.of(probes), Math.max(0, smallest), largest, residual + rounding, effort.seed);
    }

    private static Quadrature quadrature(Lanczos.Ritz ritz) {
        double[] weights = new double[ritz.values().length];
        for (int k = 0; k < weights.length; k++) {
            double first = ritz.coordinates().get(0, k);
            weights[k] = first * first;
        }
        return new Quadrature(ritz.values(), weights);
    }

    /** The share of the eigenvalues in (from, to]. */
    public Estimate share(double from, double to) {
        return Estimate.of(
                probes.stream().mapToDouble(probe -> probe.share(from, to)).toArray());
    }

    /** Σ_k λ_k. */
    public Estimate trace() {
        return Estimate.of(
                probes.stream().mapToDouble(probe -> size * probe.mean()).toArray());
    }

    /** n ε λ_max: rounding hides what is smaller. */
    public double noise() {
        return size * Math.ulp(1.0) * largest;
    }

    /** Products that were made. */
    public int products() {
        return probes.stream().mapToInt(probe -> probe.nodes.length).sum();
    }
}
