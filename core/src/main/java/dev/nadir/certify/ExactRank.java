package dev.nadir.certify;

import dev.nadir.linalg.ModularBasis;
import dev.nadir.linalg.Residues;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The rank of the training Jacobian D of a piecewise linear network over the rational numbers: the stored doubles are rational, so are
 * the entries of D, and no rounding is involved.
 *
 * <p>D is eliminated modulo primes. The rank modulo a prime is never above the true one, so a full rank modulo one prime is proved. A
 * smaller rank r is proved when the minors of r + 1 rows vanish modulo primes whose product exceeds twice Hadamard's bound of them. At
 * a kink the derivative is that from the left, as everywhere.
 *
 * @param rank a number not above the rank of D, and the rank itself where {@code proved}
 * @param size min(QN, K), the most it can be
 * @param proved whether the rank is decided
 * @param primes how many primes that took
 * @param atKinks pre-activations that are exactly 0
 */
public record ExactRank(int rank, int size, boolean proved, int primes, int atKinks) {
    private static final int BITS_PER_PRIME = 30;
    private static final long BUDGET = 2_000_000_000L;

    /**
     * Decides.
     *
     * @param inputs raw, M x N
     * @param layers those whose parameters have columns in D, from 1
     * @throws IllegalArgumentException if the network is not piecewise linear, or the sign of a pre-activation is too costly to decide
     */
    public static ExactRank of(Network network, Matrix inputs, List<Integer> layers) {
        SignPattern pattern = SignPattern.of(network, inputs);
        RationalJacobian jacobian = new RationalJacobian(network, inputs, pattern, layers);
        int size = (int) Math.min(jacobian.rows(), jacobian.columns());
        BigInteger prime = BigInteger.ONE.shiftLeft(BITS_PER_PRIME);
        int rank = 0;
        double bits = 0;
        long work = 0;
        int primes = 0;
        Optional<Double> needed = Optional.empty();
        while (work <= BUDGET) {
            prime = prime.nextProbablePrime();
            primes++;
            int again = modulo(jacobian, prime.longValueExact());
            work += (long) jacobian.rows() * (again + 1) * jacobian.columns();
            bits = again > rank ? BITS_PER_PRIME : bits + BITS_PER_PRIME;
            if (again > rank) {
                rank = again;
                needed = Optional.empty();
            }
            if (rank == size) {
                return new ExactRank(rank, size, true, primes, pattern.atKinks());
            }
            if (needed.isEmpty()) {
                needed = Optional.of(jacobian.minorBits(rank + 1) + 1);
            }
            if (bits > needed.get()) {
                return new ExactRank(rank, size, true, primes, pattern.atKinks());
            }
        }
        return new ExactRank(rank, size, false, primes, pattern.atKinks());
    }

    /** The rank modulo one prime, not above the rank of D; proves a full rank, and costs a small part of a proof that it is not. */
    static int lowerBound(Network network, Matrix inputs, List<Integer> layers) {
        SignPattern pattern = SignPattern.of(network, inputs);
        BigInteger prime = BigInteger.ONE.shiftLeft(BITS_PER_PRIME).nextProbablePrime();
        return modulo(new RationalJacobian(network, inputs, pattern, layers), prime.longValueExact());
    }

    private static int modulo(RationalJacobian jacobian, long prime) {
        Residues residues = new Residues(prime);
        ModularBasis basis = new ModularBasis(residues, jacobian.rows());
        jacobian.columns(residues, column -> {
            basis.add(column);
            return !basis.full();
        });
        return basis.rank();
    }
}
