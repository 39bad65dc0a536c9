package dev.nadir.certify.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.certify.RandomNetworks;
import dev.nadir.matrix.Matrix;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Cases in which what is computed is nothing but rounding, so that a bound without its rounding term is wrong. */
class RoundingTermsTest {
    private final SplittableRandom random = new SplittableRandom(8);

    /** Two columns, one three times the other to the last bit; sums of 20,000 rounded products say otherwise. */
    @Test
    void tallMatricesOfRankOneHaveNoPositiveBound() {
        for (int trial = 0; trial < 24; trial++) {
            Matrix tall = Matrix.zeros(20_000, 2);
            for (int i = 0; i < 20_000; i++) {
                double entry = Math.rint(random.nextDouble() * 0x1p50); // three times it has 52 bits
                tall.data()[i] = entry;
                tall.data()[i + 20_000] = 3 * entry;
            }
            assertThat(SpectralBounds.ofBlas().least(tall)).isZero();
        }
    }

    /** Entries of very different sizes: slices cut off what the error has to hold. */
    @Test
    void productsAreWithinTheirErrorOfTheExactOnes() {
        for (int trial = 0; trial < 20; trial++) {
            Matrix weight = wild(4, 30);
            Matrix a = wild(30, 3);
            WideMatrix product = SlicedProduct.of(weight, WideMatrix.of(a));
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 3; j++) {
                    BigDecimal exact = BigDecimal.ZERO;
                    for (int k = 0; k < 30; k++) {
                        exact = exact.add(new BigDecimal(weight.get(i, k)).multiply(new BigDecimal(a.get(k, j))));
                    }
                    Wide got = product.get(i + 4 * j);
                    BigDecimal off = exact.subtract(new BigDecimal(got.hi())).subtract(new BigDecimal(got.lo()));
                    assertThat(off.abs()).isLessThanOrEqualTo(new BigDecimal(product.error()[j]));
                }
            }
        }
    }

    private Matrix wild(int rows, int columns) {
        return RandomNetworks.gaussian(random, rows, columns).map(v -> Math.scalb(v, -random.nextInt(90)));
    }
}
