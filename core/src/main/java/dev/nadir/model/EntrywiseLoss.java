package dev.nadir.model;

import dev.nadir.matrix.Matrix;
import java.util.function.DoubleBinaryOperator;

/** A loss that is a sum over the entries of x and y: C = 1/N Σ c(x_{iq}, y_{iq}). */
sealed interface EntrywiseLoss extends Loss permits SquareLoss, BinaryCrossEntropy, HuberLoss {

    /** c. */
    double value(double x, double y);

    /** ∂c/∂x. */
    double slope(double x, double y);

    /** ∂²c/∂x². */
    double bend(double x, double y);

    /** sup_x w x − c(x, y). */
    double conjugate(double w, double y);

    /** The point nearest to w where that is finite. */
    double intoDomain(double w, double y);

    /** inf_x c(x, y). */
    double floor(double y);

    @Override
    default double value(Matrix outputs, Matrix labels) {
        return sum(outputs, labels, this::value) / labels.columns();
    }

    @Override
    default Matrix gradient(Matrix outputs, Matrix labels) {
        double samples = labels.columns();
        return map(outputs, labels, (x, y) -> slope(x, y) / samples);
    }

    @Override
    default Matrix hessianTimes(Matrix outputs, Matrix labels, Matrix v) {
        double samples = labels.columns();
        Matrix bends = map(outputs, labels, this::bend);
        return map(bends, v, (bend, entry) -> bend * entry / samples);
    }

    @Override
    default Matrix hessianRootTimes(Matrix outputs, Matrix labels, Matrix v) {
        double samples = labels.columns();
        Matrix bends = map(outputs, labels, this::bend);
        return map(bends, v, (bend, entry) -> Math.sqrt(bend / samples) * entry);
    }

    @Override
    default double conjugate(Matrix u, Matrix labels) {
        double samples = labels.columns();
        return sum(u, labels, (entry, y) -> conjugate(samples * entry, y)) / samples;
    }

    @Override
    default Matrix intoDomain(Matrix u, Matrix labels) {
        double samples = labels.columns();
        return map(u, labels, (entry, y) -> intoDomain(samples * entry, y) / samples);
    }

    @Override
    default double floor(Matrix labels) {
        return sum(labels, labels, (same, y) -> floor(y)) / labels.columns();
    }

    private static Matrix map(Matrix a, Matrix b, DoubleBinaryOperator f) {
        Matrix.requireShape(a, b.rows(), b.columns(), "outputs");
        double[] mapped = new double[a.data().length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = f.applyAsDouble(a.data()[i], b.data()[i]);
        }
        return new Matrix(a.rows(), a.columns(), mapped);
    }

    private static double sum(Matrix a, Matrix b, DoubleBinaryOperator f) {
        double sum = 0;
        for (double entry : map(a, b, f).data()) {
            sum += entry;
        }
        return sum;
    }
}
