package dev.nadir.certify;

import dev.nadir.claim.CertifyClaim;
import dev.nadir.claim.Stated;
import java.util.List;

/** What came out: a proof that zero loss is attained near by, a proof that it is not attainable, or neither. */
public sealed interface Certification {

    /**
     * Parameters of exactly zero loss exist within {@code radius} of the stored ones, in real arithmetic.
     *
     * @param method the argument
     * @param layers the layers that are moved, from 1; none for exact evaluation
     * @param bounds its numbers
     * @param radius not below the distance in the 2-norm of θ; 0 where the stored parameters themselves are exact
     * @param relativeRadius radius over ‖θ‖
     */
    record Certified(Method method, List<Integer> layers, Bounds bounds, double radius, double relativeRadius)
            implements Certification {

        /** Checks that something was proved. */
        public Certified {
            layers = List.copyOf(layers);
            if (!(radius >= 0) || Double.isInfinite(radius)) {
                throw new IllegalArgumentException(
                        "radius: got " + radius + ", expected a finite number, not negative");
            }
        }

        /** What is proved. */
        public Stated said() {
            return radius == 0 ? CertifyClaim.EXACT_AS_STORED.with() : CertifyClaim.EXACT_WITHIN.with(radius);
        }
    }

    /**
     * Nothing is proved.
     *
     * @param method the argument that came nearest
     * @param layers the layers it would have moved
     * @param bounds its numbers, as far as they were found
     * @param failing the inequality that does not hold
     */
    record Inconclusive(Method method, List<Integer> layers, Bounds bounds, Failing failing) implements Certification {
        /** Freezes the layers. */
        public Inconclusive {
            layers = List.copyOf(layers);
        }
    }

    /**
     * An inequality that would have to hold.
     *
     * @param inequality in symbols: "γρ/σ² ≤ 1/2"
     * @param left the left side as bounded
     * @param right the right side
     * @param wayOut what would help
     */
    record Failing(String inequality, double left, double right, String wayOut) {}

    /**
     * No parameters of this network have zero loss on these data.
     *
     * @param obstruction which
     */
    record Refuted(Obstruction obstruction) implements Certification {}
}
