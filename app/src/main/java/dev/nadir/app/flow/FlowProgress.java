package dev.nadir.app.flow;

import dev.nadir.app.shell.Table;
import dev.nadir.flow.FlowObserver;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.FlowSettings;
import dev.nadir.flow.run.DescentComparison;
import dev.nadir.ode.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Saves, shows progress, and stops when asked to. */
final class FlowProgress implements FlowObserver {
    private final Steering steering;
    private final double end;
    private final Optional<DescentComparison.Recorder> recorder;
    private final Optional<FlowStore> store;
    private String last = "";

    FlowProgress(
            Steering steering,
            FlowSettings settings,
            Optional<DescentComparison.Recorder> recorder,
            Optional<FlowStore> store) {
        this.steering = steering;
        this.end = settings.end();
        this.recorder = recorder;
        this.store = store;
    }

    @Override
    public boolean stepped(double time, long steps) {
        String stage = "t = " + Table.number(time) + ", " + steps + " steps" + last;
        steering.progress().report(stage, end > 0 ? Math.min(1, time / end) : 1);
        return !steering.interruption().requested();
    }

    @Override
    public boolean cancelled() {
        return steering.interruption().requested();
    }

    @Override
    public void descended(double[] before, double[] after) {
        recorder.ifPresent(run -> run.descended(before, after));
    }

    @Override
    public void saved(Checkpoint checkpoint, FlowSample sample) {
        last = ", C = " + Table.number(sample.cost())
                + (sample.rank() < 0 ? "" : ", λ_min = " + Table.number(sample.lambdaMin())) + " at t = "
                + Table.number(sample.time());
        recorder.ifPresent(run -> run.saved(checkpoint));
        attempt(folder -> folder.save(checkpoint, sample));
    }

    @Override
    public void restarted(double tightening) {
        last = ", tolerance tightened by " + Table.number(tightening);
        attempt(FlowStore::clear);
    }

    private void attempt(Saving saving) {
        if (store.isPresent()) {
            try {
                saving.to(store.get());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Something that may fail to be written. */
    @FunctionalInterface
    private interface Saving {
        void to(FlowStore folder) throws IOException;
    }
}
