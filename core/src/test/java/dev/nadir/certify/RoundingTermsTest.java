package dev.nadir.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Identity;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Tanh;
import java.math.BigDecimal;
import java.util.List;
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

    /** tanh(z + 2⁻⁹⁰) − tanh(z), some 2⁻⁹⁰ (1 − tanh² z): a residual of which double-double sees four digits. */
    @Test
    void residualsBelowDoubleDoubleAreStillBounded() {
        for (int trial = 0; trial < 40; trial++) {
            double z = 0.3 + random.nextDouble();
            Layer hidden =
                    new Layer(Matrix.ofRows(new double[] {1, 0}, new double[] {1, 0x1p-90}), new double[2], new Tanh());
            Layer output = new Layer(Matrix.ofRows(new double[] {-1, 1}), new double[1], new Identity());
            TrainingSet data = new TrainingSet(Matrix.column(z, 1), Matrix.column(0));
            double truth = 0x1p-90 / (Math.cosh(z) * Math.cosh(z));
            // cosh is within 2.5 units: sixteen units of the quotient
            assertThat(Measured.of(new Network(List.of(hidden, output)), data).residual())
                    .isGreaterThan(truth * (1 - 16 * Math.ulp(1.0)));
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
