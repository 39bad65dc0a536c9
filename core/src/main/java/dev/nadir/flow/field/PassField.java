package dev.nadir.flow.field;

import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.model.Evaluation;
import dev.nadir.ode.VectorField;

/** A field on parameter space that is computed from one evaluation, so that it can be that of one linear piece. */
public interface PassField extends VectorField {

    /** Whose parameters move. */
    LossLandscape landscape();

    /** θ' from an evaluation at θ. */
    double[] velocity(double time, Evaluation pass);

    @Override
    default int dimension() {
        return landscape().dimension();
    }

    @Override
    default double[] at(double time, double[] state) {
        return velocity(time, landscape().forward(state));
    }
}
