package dev.nadir.jacobian.spectrum;

import dev.nadir.linalg.Cholesky;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Loss;
import java.util.Optional;

/**
 * inf_w C(x + A w) + λ/2 |w|² for a convex loss: by Newton's method with damping (Levenberg, Marquardt), and between two
 * numbers: what was reached, and what a certificate proves.
 *
 * <p>The certificate is Fenchel's: C(x + Aw) + λ/2 |w|² ≥ ⟨u, x⟩ − C*(u) − sup_w (−⟨Aᵀu, w⟩ − λ/2 |w|²) for every u. With λ = 0 the
 * last term is taken over |w| up to ten times the norm of the best w that was found: Aᵀu is 0 to rounding only.
 *
 * @param reached the least value found: an upper bound
 * @param bound a lower bound, for u with Aᵀu = 0 to rounding
 * @param coordinates w where it was reached
 * @param outputs x + Aw there, Q x N
 * @param certificate u, Q x N
 * @param steps of Newton's method
 */
record TangentMinimum(
        double reached, double bound, double[] coordinates, Matrix outputs, Matrix certificate, int steps) {
    private static final int STEPS = 200;
    private static final double GAP = 1e-12;
    private static final double ROUNDING = 64 * Math.ulp(1.0);
    private static final double REACH = 10;
    private static final double LEAST_DAMPING = 1e-15;
    private static final double MOST_DAMPING = 1e8;

    /**
     * What is to be minimized.
     *
     * @param labels of the loss, Q x N
     * @param outputs x
     * @param basis A, orthonormal columns if λ = 0
     * @param basisError the angle by which rounding may have turned the range of A
     * @param decay λ
     */
    record Problem(Loss loss, Matrix labels, Matrix outputs, Matrix basis, double basisError, double decay) {}

    /** Until the two numbers agree to 1e-12 of C(x) − floor, or no step helps. */
    static TangentMinimum of(Problem problem) {
        Search search = new Search(problem);
        double damping = 1e-3;
        double wanted = GAP * (search.value - problem.loss.floor(problem.labels));
        int steps = 0;
        search.certify();
        while (steps < STEPS && search.value - search.raw > wanted && damping < MOST_DAMPING) {
            boolean fell = search.step(damping);
            damping = fell ? Math.max(LEAST_DAMPING, damping / 10) : damping * 10;
            steps++;
            if (fell) {
                search.certify();
            }
        }
        return new TangentMinimum(search.value, search.bound(), search.w, search.at, search.certificate, steps);
    }

    /** Where every output can be had: the floor, which certain labels do not attain. */
    static TangentMinimum unblocked(Loss loss, Matrix labels, Matrix outputs) {
        double floor = loss.floor(labels);
        Matrix none = Matrix.zeros(labels.rows(), labels.columns());
        return new TangentMinimum(floor, floor, new double[0], outputs, none, 0);
    }

    /** Where the method stands. */
    private static final class Search {
        private final Loss loss;
        private final Matrix labels;
        private final Matrix start;
        private final Matrix basis;
        private final double basisError;
        private final double decay;
        private double[] w;
        private Matrix at;
        private double value;
        private double raw; // what the certificate proves where Aᵀu counts as 0
        private double leak; // |Aᵀu|
        private Matrix certificate;
        private double[] slope;

        Search(Problem problem) {
            this.loss = problem.loss;
            this.labels = problem.labels;
            this.start = problem.outputs;
            this.basis = problem.basis;
            this.basisError = problem.basisError;
            this.decay = problem.decay;
            this.w = new double[basis.columns()];
            this.at = start;
            this.value = loss.value(start, labels);
            this.slope = slope(start, w);
            this.raw = loss.floor(labels); // u = 0
            this.certificate = Matrix.zeros(labels.rows(), labels.columns());
        }

        private Matrix moved(double[] coordinates) {
            return start.plus(1, shaped(Products.times(basis, coordinates)));
        }

        private Matrix shaped(double[] vector) {
            return new Matrix(labels.rows(), labels.columns(), vector);
        }

        private double penalty(double[] coordinates) {
            double norm = Matrix.column(coordinates).frobeniusNorm();
            return decay / 2 * norm * norm;
        }

        double bound() {
            return Math.max(loss.floor(labels), raw - leak * REACH * norm(w));
        }

        /** Aᵀ∇C + λ w. */
        private double[] slope(Matrix there, double[] coordinates) {
            double[] gradient =
                    Products.transposedTimes(basis, loss.gradient(there, labels).data());
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] += decay * coordinates[k];
            }
            return gradient;
        }

        /**
         * One damped step; false, and nothing has moved, if neither the value falls nor, where rounding hides whether it does,
         * the gradient.
         */
        boolean step(double damping) {
            Optional<Cholesky> factor = Cholesky.of(damped(damping));
            if (factor.isEmpty()) {
                return false;
            }
            double[] step = factor.get().solve(Matrix.column(slope)).data();
            double[] next = w.clone();
            for (int k = 0; k < next.length; k++) {
                next[k] -= step[k];
            }
            Matrix there = moved(next);
            double found = loss.value(there, labels) + penalty(next);
            double[] slopeThere = slope(there, next);
            boolean flatter = norm(slopeThere) < norm(slope) && found <= value + ROUNDING * Math.abs(value);
            if (!(found < value || flatter)) {
                return false;
            }
            w = next;
            at = there;
            value = Math.min(value, found);
            slope = slopeThere;
            return true;
        }

        /** Aᵀ∇²C A + λ and the damping times its largest diagonal entry. */
        private Matrix damped(double damping) {
            int n = basis.columns();
            Matrix bent = Matrix.zeros(basis.rows(), n);
            for (int j = 0; j < n; j++) {
                Matrix column = loss.hessianTimes(at, labels, shaped(basis.columnArray(j)));
                System.arraycopy(column.data(), 0, bent.data(), j * basis.rows(), basis.rows());
            }
            Matrix hessian = Products.transposedTimes(basis, bent);
            double largest = Double.MIN_NORMAL;
            for (int j = 0; j < n; j++) {
                largest = Math.max(largest, hessian.get(j, j) + decay);
            }
            for (int j = 0; j < n; j++) {
                hessian.data()[j + j * n] += decay + damping * largest;
            }
            return hessian;
        }

        /** Tries the gradient here, without its part in the range of A, as a certificate. */
        void certify() {
            double[] u = loss.gradient(at, labels).data();
            if (decay == 0) {
                for (int sweep = 0; sweep < 2; sweep++) {
                    double[] part = Products.times(basis, Products.transposedTimes(basis, u));
                    for (int r = 0; r < u.length; r++) {
                        u[r] -= part[r];
                    }
                }
            }
            Matrix inside = loss.intoDomain(shaped(u), labels);
            double[] pull = Products.transposedTimes(basis, inside.data());
            double left = Matrix.column(pull).frobeniusNorm();
            double size = inside.frobeniusNorm();
            boolean orthogonal = left <= 16 * Math.sqrt(u.length) * Math.ulp(1.0) * size;
            if (decay == 0 && !orthogonal) {
                return;
            }
            double along = dot(inside.data(), start.data());
            double conjugate = loss.conjugate(inside, labels);
            double rounding =
                    8 * Math.sqrt(u.length) * Math.ulp(1.0) * (size * start.frobeniusNorm() + Math.abs(conjugate));
            double proved = along - conjugate - rounding - (decay > 0 ? left * left / (2 * decay) : 0);
            if (proved > raw) {
                raw = proved;
                leak = decay > 0 ? 0 : Math.max(left, basisError * size);
                certificate = inside;
            }
        }

        private static double norm(double[] v) {
            return Matrix.column(v).frobeniusNorm();
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int k = 0; k < a.length; k++) {
                sum += a[k] * b[k];
            }
            return sum;
        }
    }
}
