package dev.nadir.certify;

import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.exact.ModularBasis;
import dev.nadir.linalg.exact.ModularRank;
import dev.nadir.linalg.exact.Residues;
import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the {@link Combination} that shows that labels are no affine map of the inputs, where r = rank [X; 1ᵀ] is not large.
 *
 * <p>Modulo one prime: samples that span the others, and a sample whose label does not follow from theirs. Then one system of r
 * equations is solved without rounding (Bareiss, Math. Comp. 22, 1968). What comes out is checked on all numbers, so an unlucky
 * prime costs the combination and nothing else. Cost N M r, then r³ products of whole numbers of some 60 r bits.
 */
final class DualSearch {
    private static final int LARGEST = 80;

    private final TrainingSet data;
    private final Residues residues = new Residues(ModularRank.firstPrime());

    private DualSearch(TrainingSet data) {
        this.data = data;
    }

    static Optional<Combination> of(TrainingSet data) {
        DualSearch search = new DualSearch(data);
        return IntStream.range(0, data.outputDim())
                .mapToObj(search::ofOutput)
                .flatMap(Optional::stream)
                .filter(found -> found.refutesAffine(data))
                .findFirst();
    }

    private Optional<Combination> ofOutput(int output) {
        int rows = data.inputDim() + 1;
        ModularBasis inputs = new ModularBasis(residues, rows);
        ModularBasis both = new ModularBasis(residues, rows + 1);
        List<Integer> spanning = new ArrayList<>();
        for (int i = 0; i < data.samples() && inputs.rank() <= LARGEST; i++) {
            int rank = inputs.rank();
            int together = both.rank();
            double[] column = Arrays.copyOf(data.inputs().columnArray(i), rows);
            column[rows - 1] = 1;
            inputs.add(residues.column(column));
            double[] longer = Arrays.copyOf(column, rows + 1);
            longer[rows] = data.labels().get(output, i);
            both.add(residues.column(longer));
            if (inputs.rank() > rank) {
                spanning.add(i);
            } else if (both.rank() > together) {
                spanning.add(i);
                return combination(output, spanning);
            }
        }
        return Optional.empty();
    }

    /** u with Σ u_i (x_i, 1) = 0 over r + 1 samples of rank r. */
    private Optional<Combination> combination(int output, List<Integer> samples) {
        Matrix chosen = data.inputs()
                .appendRow(1)
                .selectColumns(samples.stream().mapToInt(i -> i).toArray());
        BigInteger[][] system = independentRows(chosen);
        return kernel(system).map(u -> {
            BigInteger divisor = Arrays.stream(u).reduce(BigInteger.ZERO, BigInteger::gcd);
            int[] used =
                    IntStream.range(0, u.length).filter(k -> u[k].signum() != 0).toArray();
            return new Combination(
                    output + 1,
                    Arrays.stream(used).map(k -> samples.get(k) + 1).toArray(),
                    Arrays.stream(used).mapToObj(k -> u[k].divide(divisor)).toList());
        });
    }

    private BigInteger[][] independentRows(Matrix chosen) {
        int needed = chosen.columns() - 1;
        ModularBasis basis = new ModularBasis(residues, needed);
        List<BigInteger[]> system = new ArrayList<>();
        for (int row = 0; row < chosen.rows() && !basis.full(); row++) {
            double[] values = chosen.rowArray(row);
            int rank = basis.rank();
            basis.add(residues.column(Arrays.copyOf(values, needed)));
            if (basis.rank() > rank) {
                system.add(whole(values));
            }
        }
        return system.toArray(BigInteger[][]::new);
    }

    /** A row times the power of two that makes all its doubles whole. */
    private static BigInteger[] whole(double[] row) {
        int scale = Arrays.stream(row)
                .filter(value -> value != 0)
                .mapToInt(Residues::exponent)
                .min()
                .orElse(0);
        BigDecimal power = BigDecimal.valueOf(2).pow(Math.abs(scale));
        return Arrays.stream(row)
                .mapToObj(BigDecimal::new)
                .map(v -> (scale < 0 ? v.multiply(power) : v.divide(power)).toBigIntegerExact())
                .toArray(BigInteger[]::new);
    }

    /** The solution of r equations in r + 1 unknowns, whole; empty if they are dependent. */
    private static Optional<BigInteger[]> kernel(BigInteger[][] a) {
        int r = a.length;
        BigInteger before = BigInteger.ONE;
        for (int k = 0; k < r; k++) {
            int pivot = k;
            while (pivot < r && a[pivot][k].signum() == 0) {
                pivot++;
            }
            if (pivot == r) {
                return Optional.empty();
            }
            BigInteger[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            for (int i = 0; i < r; i++) {
                eliminate(a[i], row, k, before, i == k);
            }
            before = row[k];
        }
        BigInteger[] u = new BigInteger[r + 1];
        for (int k = 0; k < r; k++) {
            u[k] = a[k][r].negate();
        }
        u[r] = before;
        return Optional.of(u);
    }

    /** Jordan's form of Bareiss' step: all quotients are whole, and the diagonal becomes the last pivot. */
    private static void eliminate(BigInteger[] target, BigInteger[] row, int k, BigInteger before, boolean own) {
        BigInteger factor = target[k];
        for (int j = 0; !own && j < target.length; j++) {
            target[j] =
                    row[k].multiply(target[j]).subtract(factor.multiply(row[j])).divide(before);
        }
    }
}
