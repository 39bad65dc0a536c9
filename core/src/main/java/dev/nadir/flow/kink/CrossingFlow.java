package dev.nadir.flow.kink;

import dev.nadir.flow.field.PassField;
import dev.nadir.flow.landscape.PerceptronLandscape;
import dev.nadir.flow.landscape.TangentSpace;
import dev.nadir.ode.Ending;
import dev.nadir.ode.Passage;
import dev.nadir.ode.Piece;
import dev.nadir.ode.PiecewiseField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A field other than the standard flow on a network with kinks: kinks are crossed one by one. Where the field pushes back from
 * the other side too, the run ends: these fields are no gradients, so that no least-norm element says how to slide.
 *
 * @param field the field on one piece
 * @param perceptron whose kinks are crossed
 */
public record CrossingFlow(PassField field, PerceptronLandscape perceptron) implements PiecewiseField {

    @Override
    public int dimension() {
        return field.dimension();
    }

    @Override
    public double[] at(double time, double[] state) {
        return field.at(time, state);
    }

    @Override
    public Passage enter(double time, double[] state) {
        KinkMode mode = KinkMode.at(perceptron, state);
        return new Passage(
                state, new Side(field, perceptron, mode, new double[mode.on().length]), List.of(), Optional.empty());
    }

    /** The field while no pair changes its side; those that have just changed it may lag by {@code margins}. */
    private record Side(PassField field, PerceptronLandscape perceptron, KinkMode mode, double[] margins)
            implements Piece {
        @Override
        public int dimension() {
            return field.dimension();
        }

        @Override
        public double[] at(double time, double[] state) {
            return field.velocity(
                    time,
                    perceptron.jacobian(KinkPass.of(perceptron, state, mode).pass()));
        }

        @Override
        public double[] guards(double[] state) {
            double[] guards = KinkPass.of(perceptron, state, mode).z();
            for (int p = 0; p < guards.length; p++) {
                guards[p] = (mode.on()[p] ? guards[p] : -guards[p]) + margins[p];
            }
            return guards;
        }

        @Override
        public double[] settled(double[] state, double allowed) {
            return state;
        }

        @Override
        public Passage leave(double time, double[] state) {
            double[] guards = guards(state);
            boolean[] on = mode.on().clone();
            List<Integer> crossed = new ArrayList<>();
            for (int p = 0; p < on.length; p++) {
                if (guards[p] < 0) {
                    on[p] = !on[p];
                    crossed.add(p);
                }
            }
            KinkMode beyond = new KinkMode(mode.layout(), on, List.of());
            KinkPass pass = KinkPass.of(perceptron, state, beyond);
            double[] rounding = KinkRounding.ofZ(pass.pass(), mode.layout());
            double[] lag = new double[on.length];
            crossed.forEach(p -> lag[p] = 2 * Math.max(rounding[p], Math.abs(pass.z()[p])));
            Optional<Ending> ending = pushedBack(time, pass, on, crossed);
            List<String> events = Collections.nCopies(crossed.size(), "kink");
            return new Passage(state, new Side(field, perceptron, beyond, lag), events, ending);
        }

        private Optional<Ending> pushedBack(double time, KinkPass pass, boolean[] on, List<Integer> crossed) {
            double[] velocity = field.velocity(time, perceptron.jacobian(pass.pass()));
            for (int p : crossed) {
                double[] normal = KinkNormal.of(perceptron, pass.pass(), mode.layout(), p);
                double speed = TangentSpace.dot(normal, velocity);
                if (on[p] ? speed < 0 : speed > 0) {
                    return Optional.of(
                            Ending.pushedBack(time, mode.layout().name(p).toString()));
                }
            }
            return Optional.empty();
        }
    }
}
