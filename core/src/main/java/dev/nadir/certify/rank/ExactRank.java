package dev.nadir.certify.rank;

import dev.nadir.claim.Answer;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.exact.ModularBasis;
import dev.nadir.linalg.exact.ModularRank;
import dev.nadir.linalg.exact.Residues;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Network;
import java.util.List;
import java.util.Optional;

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
        ModularRank found = ModularRank.of(size, new Elimination(jacobian, Optional.empty()));
        return new ExactRank(found.rank(), size, found.proved(), found.primes(), pattern.atKinks());
    }

    /**
     * Whether D v = y − x has a solution, over the rational numbers: whether the linearized loss at these parameters comes down to 0.
     *
     * <p>It has if rank D = QN. Else rank [D, y − x] is compared with rank D: one prime modulo which it is larger proves that it is
     * larger, for rank D is proved; that it is not takes as many primes as rank D did.
     *
     * @param rank of D, for the same arguments
     */
    public static Answer solvable(ExactRank rank, Network network, TrainingSet data, List<Integer> layers) {
        if (!rank.proved()) {
            return Answer.UNDECIDED;
        }
        if (rank.rank() == data.labels().data().length) {
            return Answer.YES;
        }
        SignPattern pattern = SignPattern.of(network, data.inputs());
        RationalJacobian jacobian = new RationalJacobian(network, data.inputs(), pattern, layers);
        Elimination together = new Elimination(jacobian, Optional.of(data.labels()));
        ModularRank found = ModularRank.of(rank.rank() + 1, together);
        return !found.proved() ? Answer.UNDECIDED : found.rank() > rank.rank() ? Answer.NO : Answer.YES;
    }

    private static final class Elimination implements ModularRank.Source {
        private final RationalJacobian jacobian;
        private final Optional<Matrix> labels;
        private long work;

        /** @param labels whose y − x is a column too; empty for D alone */
        Elimination(RationalJacobian jacobian, Optional<Matrix> labels) {
            this.jacobian = jacobian;
            this.labels = labels;
        }

        @Override
        public int modulo(long prime) {
            int rank = ExactRank.modulo(jacobian, prime, labels);
            work += (long) jacobian.rows() * (rank + 1) * jacobian.columns();
            return rank;
        }

        /** And the sign of a minor. */
        @Override
        public double minorBits(int size) {
            return jacobian.minorBits(size, labels) + 1;
        }

        @Override
        public boolean affordable() {
            return work <= BUDGET;
        }
    }

    /** The rank modulo one prime, not above the rank of D; proves a full rank, and costs a small part of a proof that it is not. */
    static int lowerBound(Network network, Matrix inputs, List<Integer> layers) {
        SignPattern pattern = SignPattern.of(network, inputs);
        RationalJacobian jacobian = new RationalJacobian(network, inputs, pattern, layers);
        return modulo(jacobian, ModularRank.firstPrime(), Optional.empty());
    }

    private static int modulo(RationalJacobian jacobian, long prime, Optional<Matrix> labels) {
        Residues residues = new Residues(prime);
        ModularBasis basis = new ModularBasis(residues, jacobian.rows());
        jacobian.columns(residues, column -> {
            basis.add(column);
            return !basis.full();
        });
        labels.map(y -> jacobian.shortfall(residues, y)).ifPresent(basis::add);
        return basis.rank();
    }
}
