package dev.nadir.model;

import dev.nadir.matrix.Matrix;
import java.util.List;

/** {@link SequenceModel} at some inputs. */
final class SequenceEvaluation implements Evaluation {
    private final SequenceModel.Sizes sizes;
    private final double[] theta;
    private final Matrix inputs;
    private final Matrix hidden; // a, m x N·T
    private final Matrix sums; // Σ_t a_t, m x N
    private final Matrix states; // s, m x N
    private final Matrix outputs;

    SequenceEvaluation(SequenceModel model, Matrix inputs) {
        this.sizes = model.sizes();
        this.theta = model.theta();
        this.inputs = inputs;
        int m = sizes.units();
        hidden = Matrix.zeros(m, inputs.columns() * sizes.positions());
        sums = Matrix.zeros(m, inputs.columns());
        states = Matrix.zeros(m, inputs.columns());
        outputs = Matrix.zeros(sizes.outputs(), inputs.columns());
        for (int i = 0; i < inputs.columns(); i++) {
            for (int k = 0; k < m; k++) {
                for (int t = 0; t < sizes.positions(); t++) {
                    double z = theta[atB() + k];
                    for (int w = 0; w < sizes.window(); w++) {
                        z += theta[k * sizes.window() + w] * window(i, t, w);
                    }
                    hidden.data()[(i * sizes.positions() + t) * m + k] = Math.tanh(z);
                    sums.data()[i * m + k] += Math.tanh(z);
                }
                states.data()[i * m + k] = theta[atG() + k] * sums.get(k, i) + theta[atE() + id(i) * m + k];
            }
            for (int q = 0; q < sizes.outputs(); q++) {
                for (int k = 0; k < m; k++) {
                    double s = states.get(k, i);
                    outputs.data()[i * sizes.outputs() + q] += theta[atC() + q * m + k] * (s + s * s);
                }
            }
        }
    }

    private double window(int i, int t, int w) {
        return inputs.get(t + w, i);
    }

    private int id(int i) {
        return (int) inputs.get(inputs.rows() - 1, i);
    }

    private int atB() {
        return sizes.units() * sizes.window();
    }

    private int atG() {
        return atB() + sizes.units();
    }

    private int atE() {
        return atG() + sizes.units();
    }

    private int atC() {
        return atE() + sizes.entries() * sizes.units();
    }

    /** ∂x_q/∂s_k of sample i. */
    private double ofState(int i, int q, int k) {
        return theta[atC() + q * sizes.units() + k] * (1 + 2 * states.get(k, i));
    }

    /** ∂s_k/∂z_{t,k}. */
    private double slope(int i, int t, int k) {
        double a = hidden.get(k, i * sizes.positions() + t);
        return theta[atG() + k] * (1 - a * a);
    }

    @Override
    public double[] theta() {
        return theta;
    }

    @Override
    public Evaluation at(double[] other) {
        return new SequenceModel(sizes, other).at(inputs);
    }

    @Override
    public Matrix outputs() {
        return outputs;
    }

    @Override
    public long columns() {
        return theta.length;
    }

    @Override
    public double[] times(double[] v) {
        double[] product = new double[rows()];
        int m = sizes.units();
        for (int i = 0; i < samples(); i++) {
            for (int k = 0; k < m; k++) {
                double moved = v[atG() + k] * sums.get(k, i) + v[atE() + id(i) * m + k];
                for (int t = 0; t < sizes.positions(); t++) {
                    double z = v[atB() + k];
                    for (int w = 0; w < sizes.window(); w++) {
                        z += v[k * sizes.window() + w] * window(i, t, w);
                    }
                    moved += slope(i, t, k) * z;
                }
                double s = states.get(k, i);
                for (int q = 0; q < outputDim(); q++) {
                    product[i * outputDim() + q] += ofState(i, q, k) * moved + v[atC() + q * m + k] * (s + s * s);
                }
            }
        }
        return product;
    }

    @Override
    public double[] transposedTimes(double[] u) {
        double[] gradient = new double[theta.length];
        int m = sizes.units();
        for (int i = 0; i < samples(); i++) {
            for (int k = 0; k < m; k++) {
                double s = states.get(k, i);
                double pulled = 0;
                for (int q = 0; q < outputDim(); q++) {
                    double weight = u[i * outputDim() + q];
                    pulled += weight * ofState(i, q, k);
                    gradient[atC() + q * m + k] += weight * (s + s * s);
                }
                gradient[atG() + k] += pulled * sums.get(k, i);
                gradient[atE() + id(i) * m + k] += pulled;
                for (int t = 0; t < sizes.positions(); t++) {
                    gradient[atB() + k] += pulled * slope(i, t, k);
                    for (int w = 0; w < sizes.window(); w++) {
                        gradient[k * sizes.window() + w] += pulled * slope(i, t, k) * window(i, t, w);
                    }
                }
            }
        }
        return gradient;
    }

    @Override
    public List<JacobianBlock> blocks(int from, int to) {
        int m = sizes.units();
        int t = sizes.positions();
        int q = outputDim();
        Matrix delta = Matrix.zeros(m, (to - from) * q * t);
        Matrix features = Matrix.zeros(sizes.window(), (to - from) * t);
        Matrix shifts = Matrix.zeros(2 * m, (to - from) * q); // b, then g
        Matrix ofTable = Matrix.zeros(m, (to - from) * q);
        Matrix tied = Matrix.zeros(q * m, (to - from) * q);
        int[][] ids = new int[to - from][];
        for (int i = from; i < to; i++) {
            ids[i - from] = new int[] {id(i)};
            for (int p = 0; p < t; p++) {
                for (int w = 0; w < sizes.window(); w++) {
                    features.data()[((i - from) * t + p) * sizes.window() + w] = window(i, p, w);
                }
            }
            for (int o = 0; o < q; o++) {
                int r = (i - from) * q + o;
                for (int k = 0; k < m; k++) {
                    double state = ofState(i, o, k);
                    double s = states.get(k, i);
                    ofTable.data()[r * m + k] = state;
                    tied.data()[r * q * m + o * m + k] = s + s * s;
                    shifts.data()[r * 2 * m + m + k] = state * sums.get(k, i);
                    for (int p = 0; p < t; p++) {
                        delta.data()[(r * t + p) * m + k] = state * slope(i, p, k);
                        shifts.data()[r * 2 * m + k] += state * slope(i, p, k);
                    }
                }
            }
        }
        return List.of(
                PositionProduct.cheapest(delta, features, t),
                new DenseRows(shifts),
                TableRows.of(sizes.entries(), ids, ofTable),
                new DenseRows(tied));
    }

    @Override
    public long numbersPerSample() {
        long perRow = (long) sizes.units() * (sizes.positions() + 3 + sizes.outputs());
        return outputDim() * perRow + (long) sizes.window() * sizes.positions();
    }

    @Override
    public Kinks kinks() {
        return Kinks.NONE;
    }
}
