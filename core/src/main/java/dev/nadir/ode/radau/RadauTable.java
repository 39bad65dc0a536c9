package dev.nadir.ode.radau;

/**
 * The Radau IIA method of three STAGES, order 5: collocation at the zeros c_i of P_3 − P_2 on (0, 1], the last one 1 (Hairer
 * and Wanner, Solving Ordinary Differential Equations II, doi:10.1007/978-3-642-05221-7, IV.5 and IV.8).
 *
 * <p>With Legendre's polynomials P_k(2x − 1), orthogonal for the quadrature (c, b), A_ij = b_j Σ_k (2k + 1) P_k(c_j) ∫_0^{c_i} P_k.
 * Its eigenvalues are 1/pole for the poles of the stability function, one real and a pair of conjugates. In the real basis T
 * (eigenvector, then real and imaginary part of the other) A is made of one number and of a 2 x 2 block.
 */
public final class RadauTable {
    static final int STAGES = 3;

    /** Zeros of the denominator of the Padé approximant (2, 3) of e^z with Im ≥ 0, the real one first; mpmath, 30 digits. */
    public static final double[][] POLES = {{3.637834252744496, 0}, {2.681082873627752, 3.0504301992474106}};

    private static final double ROOT = Math.sqrt(6);

    final double[] nodes = {(4 - ROOT) / 10, (4 + ROOT) / 10, 1};
    final double[] weights = {(16 - ROOT) / 36, (16 + ROOT) / 36, 1.0 / 9};
    final double[][] a = new double[STAGES][STAGES];
    final double[][] t = new double[STAGES][STAGES];
    final double[][] inverse;

    public RadauTable() {
        collocate();
        diagonalize();
        inverse = inverse(t);
    }

    /** P_0(2x − 1) … P_highest(2x − 1). */
    static double[] legendre(double x, int highest) {
        double[] p = new double[highest + 1];
        double y = 2 * x - 1;
        p[0] = 1;
        p[1] = y;
        for (int k = 1; k < highest; k++) {
            p[k + 1] = ((2 * k + 1) * y * p[k] - k * p[k - 1]) / (k + 1);
        }
        return p;
    }

    private void collocate() {
        for (int j = 0; j < STAGES; j++) {
            double[] atNode = legendre(nodes[j], STAGES);
            for (int i = 0; i < STAGES; i++) {
                double[] there = legendre(nodes[i], STAGES);
                double sum = nodes[i];
                for (int k = 1; k < STAGES; k++) {
                    sum += atNode[k] * (there[k + 1] - there[k - 1]) / 2;
                }
                a[i][j] = weights[j] * sum;
            }
        }
    }

    /** Eigenvectors of A are polynomials q at the nodes with ∫_0^x q − λq = Π(x − c_i), solved for from the constant on. */
    private void diagonalize() {
        double[] m = {1};
        for (double node : nodes) {
            double[] product = new double[m.length + 1];
            for (int i = 0; i < m.length; i++) {
                product[i + 1] += m[i];
                product[i] -= node * m[i];
            }
            m = product;
        }
        for (int e = 0; e < POLES.length; e++) {
            double re = POLES[e][0];
            double im = POLES[e][1];
            double[][] q = new double[STAGES][2];
            for (int n = 0; n < STAGES; n++) {
                double x = (n == 0 ? 0 : q[n - 1][0] / n) - m[n];
                double y = n == 0 ? 0 : q[n - 1][1] / n;
                q[n][0] = x * re - y * im; // division by λ is multiplication by the pole
                q[n][1] = x * im + y * re;
            }
            for (int i = 0; i < STAGES; i++) {
                double x = 0;
                double y = 0;
                for (int n = STAGES - 1; n >= 0; n--) {
                    x = x * nodes[i] + q[n][0];
                    y = y * nodes[i] + q[n][1];
                }
                t[i][e == 0 ? 0 : 2 * e - 1] = x;
                if (e > 0) {
                    t[i][2 * e] = y;
                }
            }
        }
    }

    /** ℓ_i(x) for the nodes 0, c_1, …, c_s, without that of 0. */
    double[] values(double x) {
        double[] values = new double[STAGES];
        for (int i = 0; i < STAGES; i++) {
            double product = x / nodes[i];
            for (int j = 0; j < STAGES; j++) {
                product *= j == i ? 1 : (x - nodes[j]) / (nodes[i] - nodes[j]);
            }
            values[i] = product;
        }
        return values;
    }

    /** ℓ_i'(x). */
    double[] derivatives(double x) {
        double[] derivatives = new double[STAGES];
        for (int i = 0; i < STAGES; i++) {
            for (int k = -1; k < STAGES; k++) { // the factor of node k is differentiated, -1 for the node 0
                double product = k == i ? 0 : 1;
                for (int j = -1; j < STAGES && product != 0; j++) {
                    double node = j < 0 ? 0 : nodes[j];
                    product *= j == i ? 1 : (j == k ? 1 : x - node) / (nodes[i] - node);
                }
                derivatives[i] += product;
            }
        }
        return derivatives;
    }

    /** Gauss-Jordan elimination with pivoting by rows. */
    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] left = new double[n][];
        double[][] right = new double[n][n];
        for (int i = 0; i < n; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k; i < n; i++) {
                pivot = Math.abs(left[i][k]) > Math.abs(left[pivot][k]) ? i : pivot;
            }
            double[] swap = left[k];
            left[k] = left[pivot];
            left[pivot] = swap;
            swap = right[k];
            right[k] = right[pivot];
            right[pivot] = swap;
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 1 - 1 / left[k][k] : left[i][k] / left[k][k];
                for (int j = 0; j < n; j++) {
                    double pivotLeft = left[k][j];
                    left[i][j] -= factor * pivotLeft;
                    right[i][j] -= factor * right[k][j];
                }
                if (i == k) {
                    left[k][k] = 1;
                }
            }
        }
        return right;
    }
}
