package dev.nadir.flow;

import dev.nadir.network.ForwardPass;
import dev.nadir.ode.VectorField;

/** A field on parameter space that is computed from one forward pass, so that the pass can be that of one linear piece. */
interface PassField extends VectorField {

    /** Whose parameters move. */
    LossLandscape landscape();

    /** θ' from a forward pass at θ. */
    double[] velocity(double time, ForwardPass pass);

    @Override
    default int dimension() {
        return landscape().dimension();
    }

    @Override
    default double[] at(double time, double[] state) {
        return velocity(time, landscape().forward(state));
    }
}
