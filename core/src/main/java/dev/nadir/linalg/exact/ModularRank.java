package dev.nadir.linalg.exact;

import java.math.BigInteger;

/**
 * The rank of a matrix over the rational numbers from ranks modulo primes.
 *
 * <p>A minor that is not 0 modulo p is not 0, so the rank modulo p is never above the true one, and a full rank modulo one prime is
 * proved. A smaller rank r is proved when the minors of r + 1 rows vanish modulo primes whose product exceeds a bound of them.
 *
 * @param rank a number not above the rank, and the rank itself where {@code proved}
 * @param proved whether the rank is decided
 * @param primes how many primes that took
 */
public record ModularRank(int rank, boolean proved, int primes) {
    private static final int BITS_PER_PRIME = 30;
    private static final BigInteger BELOW = BigInteger.ONE.shiftLeft(BITS_PER_PRIME);

    /** A matrix whose entries are known modulo any prime. */
    public interface Source {
        /** Its rank modulo a prime; less once nothing more is affordable. */
        int modulo(long prime);

        /** log2 of a bound of all minors of so many rows, as whole numbers. */
        double minorBits(int size);

        /** Whether another prime may be taken. */
        boolean affordable();
    }

    /**
     * Takes primes until the rank is proved or nothing more is affordable; at least one.
     *
     * @param full the most that the rank can be
     */
    public static ModularRank of(int full, Source source) {
        BigInteger prime = BELOW;
        int rank = 0;
        double bits = 0;
        double needed = Double.NaN; // of the rank so far
        int primes = 0;
        do {
            prime = prime.nextProbablePrime();
            int again = source.modulo(prime.longValueExact());
            primes++;
            bits = again > rank ? BITS_PER_PRIME : bits + BITS_PER_PRIME; // the primes before may have divided a minor
            needed = again > rank ? Double.NaN : needed;
            rank = Math.max(rank, again);
            if (rank == full) {
                return new ModularRank(rank, true, primes);
            }
            needed = Double.isNaN(needed) ? source.minorBits(rank + 1) : needed;
        } while (bits <= needed && source.affordable());
        return new ModularRank(rank, bits > needed, primes);
    }

    /** The first prime that is taken. */
    public static long firstPrime() {
        return BELOW.nextProbablePrime().longValueExact();
    }
}
