package dev.nadir.flow.field;

import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.activation.Window;
import dev.nadir.ode.Event;

/**
 * Some pre-activation of a hidden layer leaves or enters the window where σ is safely invertible ([CM] Remark 2).
 *
 * @param landscape whose network is watched
 */
public record WindowEvent(PerceptronLandscape landscape) implements Event {

    @Override
    public String name() {
        return "window";
    }

    /** 1 while all pre-activations of hidden layers lie in their windows. */
    @Override
    public long code(double time, double[] state) {
        ForwardPass pass = landscape.pass(state);
        for (int l = 0; l + 1 < pass.preActivations().size(); l++) {
            Window window = pass.network().layers().get(l).activation().window();
            Matrix z = pass.preActivations().get(l);
            for (double value : z.data()) {
                if (!(value >= window.low() && value <= window.high())) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
