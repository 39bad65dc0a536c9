package dev.nadir.certify.rank;

import dev.nadir.linalg.ModularBasis;
import dev.nadir.linalg.ModularRank;
import dev.nadir.linalg.Residues;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import java.util.List;

/**
 * The rank of the training Jacobian D of a piecewise linear network over the rational numbers: the stored doubles are rational, so are
 * the entries of D, and no rounding is involved.
 *
 * <p>Decided by {@link ModularRank}, of D as a stream of columns; a full rank takes one prime. At
 * a kink the derivative is that from the left, as everywhere.
 *
 * @param rank a number not above the rank of D, and the rank itself where {@code proved}
 * @param size min(QN, K), the most it can be
 * @param proved whether the rank is decided
 * @param primes how many primes that took
 * @param atKinks pre-activations that are exactly 0
 */
public record ExactRank(int rank, int size, boolean proved, int primes, int atKinks) {
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
        ModularRank found = ModularRank.of(size, new Elimination(jacobian));
        return new ExactRank(found.rank(), size, found.proved(), found.primes(), pattern.atKinks());
    }

    private static final class Elimination implements ModularRank.Source {
        private final RationalJacobian jacobian;
        private long work;

        Elimination(RationalJacobian jacobian) {
            this.jacobian = jacobian;
        }

        @Override
        public int modulo(long prime) {
            int rank = ExactRank.modulo(jacobian, prime);
            work += (long) jacobian.rows() * (rank + 1) * jacobian.columns();
            return rank;
        }

        /** And the sign of a minor. */
        @Override
        public double minorBits(int size) {
            return jacobian.minorBits(size) + 1;
        }

        @Override
        public boolean affordable() {
            return work <= BUDGET;
        }
    }

    /** The rank modulo one prime, not above the rank of D; proves a full rank, and costs a small part of a proof that it is not. */
    static int lowerBound(Network network, Matrix inputs, List<Integer> layers) {
        SignPattern pattern = SignPattern.of(network, inputs);
        return modulo(new RationalJacobian(network, inputs, pattern, layers), ModularRank.firstPrime());
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
