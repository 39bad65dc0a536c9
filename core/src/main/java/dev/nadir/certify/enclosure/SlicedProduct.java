package dev.nadir.certify.enclosure;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * W A to about a hundred bits by BLAS (Ozaki, Ogita, Oishi, Rump, Error-free transformations of matrix multiplication by using
 * fast routines of matrix multiplication, Numer. Algorithms 59, 2012).
 *
 * <p>The rows of W and the columns of A are cut into slices of s bits, 2s + log₂ n ≤ 53: a product of two slices is a sum of
 * whole numbers below 2⁵³ times a power of two, so it is exact in whatever order and with whatever fusion BLAS adds. Products of
 * slices p and q with p + q ≤ 6 are added up in double-double; the rest is below 9 n 2^{−5s} max|w_i| max|a_j|.
 */
final class SlicedProduct {
    private static final int SLICES = 5;

    private SlicedProduct() {}

    /** W A, where W is exact. Cost 15 products of that size, fewer for whole numbers. */
    static WideMatrix of(Matrix weight, WideMatrix a) {
        int bits = (53 - (32 - Integer.numberOfLeadingZeros(Math.max(1, a.rows() - 1)))) / 2;
        Cut left = Cut.of(WideMatrix.of(weight.transpose()), bits);
        Cut right = Cut.of(a, bits);
        WideMatrix sum = WideMatrix.zeros(weight.rows(), a.columns());
        for (int total = SLICES - 1; total >= 0; total--) { // small contributions first
            for (int p = Math.max(0, total - right.slices.size() + 1); p <= total && p < left.slices.size(); p++) {
                add(sum, Products.transposedTimes(left.slices.get(p), right.slices.get(total - p)));
            }
        }
        return scaled(sum, left, right, rest(weight, a, left, right, bits));
    }

    private static void add(WideMatrix sum, Matrix exact) {
        IntStream.range(0, sum.columns()).parallel().forEach(j -> {
            for (int at = j * sum.rows(); at < (j + 1) * sum.rows(); at++) {
                sum.set(at, sum.get(at).plus(exact.data()[at]));
            }
        });
    }

    /** Slices beyond the last, 15 additions in double-double, and what the error of A becomes. */
    private static double[] rest(Matrix weight, WideMatrix a, Cut left, Cut right, int bits) {
        double[] sums = new double[weight.rows()];
        for (int at = 0; at < weight.data().length; at++) {
            sums[at % sums.length] += Math.abs(weight.data()[at]);
        }
        double growth = Upward.gamma(weight.columns() + 2L);
        double widest = 0;
        int largest = Integer.MIN_VALUE;
        for (int i = 0; i < sums.length; i++) {
            widest = Math.max(widest, Upward.times(sums[i], 1 + 2 * growth));
            largest = Math.max(largest, left.exponents[i]);
        }
        double unit = Upward.times(a.rows(), 9 * Math.scalb(1.0, -SLICES * bits) + 0x1p-98);
        double[] error = new double[a.columns()];
        for (int j = 0; j < error.length; j++) {
            double cut =
                    Upward.times(Upward.times(unit, Math.scalb(1.0, largest)), Math.scalb(1.0, right.exponents[j]));
            double passed = Upward.times(widest, a.error()[j]);
            error[j] = weight.columns() == 0 ? 0 : Upward.plus(Upward.plus(cut, passed), Upward.TINY);
        }
        return error;
    }

    private static WideMatrix scaled(WideMatrix sum, Cut left, Cut right, double[] error) {
        for (int at = 0; at < sum.hi().data().length; at++) {
            int exponent = left.exponents[at % sum.rows()] + right.exponents[at / sum.rows()];
            sum.set(at, sum.get(at).scaled(exponent));
        }
        return new WideMatrix(sum.hi(), sum.lo(), error);
    }

    /**
     * A matrix as a sum of slices, its columns times powers of two.
     *
     * @param exponents of those powers: the largest entry of column j is below 2^exponent
     * @param slices the k-th holds whole multiples of 2^{−ks}, at most 2^{−(k−1)s}
     */
    private record Cut(int[] exponents, List<Matrix> slices) {

        static Cut of(WideMatrix a, int bits) {
            int[] exponents = new int[a.columns()];
            Matrix hi = a.hi().copy();
            Matrix lo = a.lo().copy();
            IntStream.range(0, a.columns()).parallel().forEach(j -> exponents[j] = normalize(hi, lo, j));
            List<Matrix> slices = new ArrayList<>();
            for (int k = 1; k <= SLICES && (k == 1 || hi.maxAbs() != 0); k++) {
                double magnet = 1.5 * Math.scalb(1.0, 52 - k * bits); // adding it rounds to multiples of 2^{−ks}
                Matrix slice = Matrix.zeros(hi.rows(), hi.columns());
                IntStream.range(0, hi.columns()).parallel().forEach(j -> cut(hi, lo, slice, j, magnet));
                slices.add(slice);
            }
            return new Cut(exponents, slices);
        }

        private static int normalize(Matrix hi, Matrix lo, int j) {
            double largest = 0;
            for (int at = j * hi.rows(); at < (j + 1) * hi.rows(); at++) {
                largest = Math.max(largest, Math.abs(hi.data()[at]));
            }
            int exponent = largest > 0 && Double.isFinite(largest) ? Math.getExponent(largest) + 1 : 0;
            for (int at = j * hi.rows(); at < (j + 1) * hi.rows(); at++) {
                hi.data()[at] = Math.scalb(hi.data()[at], -exponent);
                lo.data()[at] = Math.scalb(lo.data()[at], -exponent);
            }
            return exponent;
        }

        private static void cut(Matrix hi, Matrix lo, Matrix slice, int j, double magnet) {
            for (int at = j * hi.rows(); at < (j + 1) * hi.rows(); at++) {
                double part = (hi.data()[at] + magnet) - magnet;
                Wide rest = Wide.sum(hi.data()[at] - part, lo.data()[at]);
                slice.data()[at] = part;
                hi.data()[at] = rest.hi();
                lo.data()[at] = rest.lo();
            }
        }
    }
}
