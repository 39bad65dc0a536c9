package dev.nadir.flow;

import dev.nadir.matrix.Matrix;
import dev.nadir.network.ForwardPass;
import dev.nadir.network.Layer;
import dev.nadir.ode.Event;

/**
 * A unit with a kink (ReLU, leaky ReLU) changes sign on a sample: the flow is smooth only in between.
 *
 * @param landscape whose network is watched
 */
public record KinkEvent(LossLandscape landscape) implements Event {

    @Override
    public String name() {
        return "kink";
    }

    /** A hash of the signs of all pre-activations of layers with a kink. */
    @Override
    public long code(double time, double[] state) {
        ForwardPass pass = landscape.forward(state);
        long hash = 0;
        for (int l = 0; l < pass.preActivations().size(); l++) {
            Layer layer = pass.network().layers().get(l);
            if (layer.activation().hasKink()) {
                hash = mix(hash, pass.preActivations().get(l));
            }
        }
        return hash;
    }

    private static long mix(long hash, Matrix z) {
        long mixed = hash;
        for (double value : z.data()) {
            mixed = mixed * 0x9E3779B97F4A7C15L + (value > 0 ? 0x632BE59BD9B4E019L : 0x2545F4914F6CDD1DL);
        }
        return mixed;
    }
}
