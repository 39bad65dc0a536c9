package dev.nadir.model;

import dev.nadir.matrix.Matrix;
import java.util.List;

/** A model of which nobody can see what it is: what is computed without knowing must agree with what is. */
public record OpaqueModel(Model inner) implements Model {

    @Override
    public int inputDim() {
        return inner.inputDim();
    }

    @Override
    public int outputDim() {
        return inner.outputDim();
    }

    @Override
    public Parameters parameters() {
        return inner.parameters();
    }

    @Override
    public OpaqueModel withParameters(double[] theta) {
        return new OpaqueModel(inner.withParameters(theta));
    }

    @Override
    public Evaluation at(Matrix inputs) {
        return new Opaque(inner.at(inputs));
    }

    private record Opaque(Evaluation inner) implements Evaluation {
        @Override
        public Matrix outputs() {
            return inner.outputs();
        }

        @Override
        public double[] theta() {
            return inner.theta();
        }

        @Override
        public Evaluation at(double[] theta) {
            return new Opaque(inner.at(theta));
        }

        @Override
        public long columns() {
            return inner.columns();
        }

        @Override
        public double[] times(double[] v) {
            return inner.times(v);
        }

        @Override
        public double[] transposedTimes(double[] u) {
            return inner.transposedTimes(u);
        }

        @Override
        public List<? extends JacobianBlock> blocks(int from, int to) {
            return inner.blocks(from, to);
        }

        @Override
        public long numbersPerSample() {
            return inner.numbersPerSample();
        }

        @Override
        public Kinks kinks() {
            return inner.kinks();
        }

        @Override
        public boolean inOnePieceWith(Evaluation other) {
            return inner.inOnePieceWith(((Opaque) other).inner);
        }
    }
}
