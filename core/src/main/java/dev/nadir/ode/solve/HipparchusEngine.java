package dev.nadir.ode.solve;

import dev.nadir.ode.Ending;
import dev.nadir.ode.Norms;
import dev.nadir.ode.Slopes;
import dev.nadir.ode.VectorField;
import java.util.Optional;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.ode.LocalizedODEFormats;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.AdaptiveStepsizeIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;

/** Hipparchus's Dormand-Prince integrators, from event to event. */
final class HipparchusEngine implements SegmentEngine {
    private static final double FREE = 1e100; // a tolerance that accepts every step

    private static final double GROWTH = 2;
    private static final double BLOWN = 0.1;

    private final VectorField field;
    private final int order;

    HipparchusEngine(VectorField field, int order) {
        this.field = field;
        this.order = order;
    }

    @Override
    public Optional<Ending> advance(Run run, double until) {
        while (run.time < until) {
            double[] slope = run.fieldOr(field).at(run.time, run.state);
            run.evaluations++;
            if (!Norms.finite(slope)) {
                return Optional.of(Ending.notFinite(run.time));
            }
            run.chooseStep(slope, until);
            Optional<Ending> ending = piece(run, until);
            if (ending.isPresent()) {
                return ending;
            }
        }
        return Optional.empty();
    }

    private Optional<Ending> piece(Run run, double until) {
        AdaptiveStepsizeIntegrator integrator = integrator(run, until - run.time);
        integrator.setInitialStepSize(Math.min(run.stepSize, until - run.time));
        integrator.setMaxEvaluations(Integer.MAX_VALUE - 8);
        Watcher watcher = new Watcher(run, until);
        integrator.addStepHandler(watcher);
        Optional<Ending> ending = Optional.empty();
        try {
            integrator.integrate(equation(run.fieldOr(field)), new ODEState(run.time, run.state), until);
        } catch (Interruption interruption) {
            ending = Optional.ofNullable(interruption.ending);
        } catch (MathIllegalArgumentException e) {
            ending = Optional.of(refused(e, run.time, integrator.getMinStep()));
        } catch (MathIllegalStateException e) {
            run.stepSize *= BLOWN; // a stage ran to where the field is not finite
            run.rejected++;
            boolean over = run.options.fixedStep() > 0 || !(run.stepSize > integrator.getMinStep());
            ending = over ? Optional.of(Ending.solverStopped(run.time, e.getMessage())) : Optional.empty();
        }
        run.evaluations += integrator.getEvaluations();
        return ending;
    }

    private static Ending refused(MathIllegalArgumentException e, double time, double shortest) {
        boolean small = e.getSpecifier() == LocalizedODEFormats.MINIMAL_STEPSIZE_REACHED_DURING_INTEGRATION
                || e.getSpecifier() == LocalizedODEFormats.TOO_SMALL_INTEGRATION_INTERVAL;
        return small ? Ending.tooSmall(time, shortest) : Ending.solverStopped(time, e.getMessage());
    }

    private AdaptiveStepsizeIntegrator integrator(Run run, double interval) {
        boolean fixed = run.options.fixedStep() > 0;
        double longest = fixed ? run.options.fixedStep() : interval;
        double shortest = Math.min(longest, 1e-14 * Math.max(1e-3, Math.abs(run.time)));
        double absolute = fixed ? FREE : Math.max(run.tolerance.absolute(), Double.MIN_NORMAL);
        double relative = fixed ? FREE : run.tolerance.relative();
        return order == 5
                ? new DormandPrince54Integrator(shortest, longest, absolute, relative)
                : new DormandPrince853Integrator(shortest, longest, absolute, relative);
    }

    private static OrdinaryDifferentialEquation equation(VectorField field) {
        return new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return field.dimension();
            }

            @Override
            public double[] computeDerivatives(double time, double[] state) {
                return field.at(time, state);
            }
        };
    }

    /** Leaves the integrator at an event (no ending) or because the run ends. */
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Ending ending;

        Interruption(Ending ending) {
            super(null, null, false, false);
            this.ending = ending;
        }
    }

    /** Sees every accepted step. */
    private static final class Watcher implements ODEStepHandler {
        private final Run run;
        private final double until;

        Watcher(Run run, double until) {
            this.run = run;
            this.until = until;
        }

        @Override
        public void handleStep(ODEStateInterpolator step) {
            double end = step.getCurrentState().getTime();
            double[] after = step.getCurrentState().getPrimaryState();
            if (!Norms.finite(after)) {
                throw new Interruption(Ending.notFinite(run.time));
            }
            StepEnd stop = StepEnd.of(
                    run, end, after, t -> step.getInterpolatedState(t).getPrimaryState());
            double[] slope = stop.time() == end
                    ? step.getCurrentState().getPrimaryDerivative()
                    : step.getInterpolatedState(stop.time()).getPrimaryDerivative();
            Slopes slopes = new Slopes(step.getPreviousState().getPrimaryDerivative(), slope, Double.NaN);
            accept(stop, end - run.time, slopes);
        }

        private void accept(StepEnd stop, double tried, Slopes slopes) {
            boolean arrived = until - stop.time() <= 8 * Math.ulp(until); // the last step may end an ulp short
            if (!arrived && run.options.fixedStep() == 0) {
                run.stepSize = stop.leaves() ? tried : stop.time() - run.time;
            }
            boolean goOn = run.accept(arrived ? until : stop.time(), stop.state(), slopes);
            stop.changed().forEach(run::record);
            Optional<Ending> ending = stop.leaves() ? run.leave() : Optional.empty();
            if (ending.isPresent()) {
                throw new Interruption(ending.get());
            }
            if (!goOn) {
                throw new Interruption(Ending.stopped(run.time));
            }
            if (run.steps >= run.options.maxSteps()) {
                throw new Interruption(Ending.tooMany(run.time, run.steps));
            }
            boolean settled = run.settle(arrived);
            if (settled && !arrived && run.options.fixedStep() == 0) {
                run.stepSize = GROWTH * run.stepSize; // the integrator starts anew and loses what it planned
            }
            if (settled || stop.leaves() || !stop.changed().isEmpty()) {
                throw new Interruption(null);
            }
        }
    }
}
