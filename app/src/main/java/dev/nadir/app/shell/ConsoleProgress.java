package dev.nadir.app.shell;

import dev.nadir.progress.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on standard error how far a command has come, if it takes longer than two seconds: a bar on a terminal, a line
 * every ten seconds elsewhere.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
    /** When to speak. */
    record Pace(Duration silence, Duration betweenLines) {
        static Pace defaults() {
            return new Pace(Duration.ofSeconds(2), Duration.ofSeconds(10));
        }
    }

    private record State(String stage, double fraction) {}

    private static final int BAR_STEPS = 1000;

    private final PrintStream out;
    private final boolean terminal;
    private final Pace pace;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService ticker;
    private volatile State state;
    private ProgressBar bar;
    private long nextLine;

    private ConsoleProgress(PrintStream out, boolean terminal, Pace pace) {
        this.out = out;
        this.terminal = terminal;
        this.pace = pace;
        this.nextLine = pace.silence().toNanos();
        this.ticker = out == null ? null : startTicker();
    }

    /** Shows nothing. */
    static ConsoleProgress silent() {
        return new ConsoleProgress(null, false, Pace.defaults());
    }

    /** On standard error; the launcher says by the property {@code nadir.terminal} whether that is a terminal. */
    static ConsoleProgress onStandardError() {
        return new ConsoleProgress(System.err, Boolean.getBoolean("nadir.terminal"), Pace.defaults());
    }

    /** Lines on the given stream, as where standard error is a file. */
    static ConsoleProgress lines(PrintStream out, Pace pace) {
        return new ConsoleProgress(out, false, pace);
    }

    /** A bar on the given stream, as where standard error is a terminal. */
    static ConsoleProgress bar(PrintStream out, Pace pace) {
        return new ConsoleProgress(out, true, pace);
    }

    @Override
    public void report(String stage, double fraction) {
        state = new State(stage, fraction);
    }

    /** Ends the display; what it wrote stays complete. */
    @Override
    public void close() {
        if (ticker == null) {
            return;
        }
        ticker.shutdownNow();
        synchronized (this) {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    private ScheduledExecutorService startTicker() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "nadir-progress");
            thread.setDaemon(true);
            return thread;
        });
        long every = Math.max(1, Math.min(200, pace.betweenLines().toMillis() / 4));
        started.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
        return started;
    }

    private synchronized void tick() {
        long elapsed = System.nanoTime() - start;
        State now = state;
        if (now == null || elapsed < pace.silence().toNanos() || ticker.isShutdown()) {
            return;
        }
        if (terminal) {
            show(now);
        } else if (elapsed >= nextLine) {
            nextLine = elapsed + pace.betweenLines().toNanos();
            out.println(line(now, elapsed));
        }
    }

    private void show(State now) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("nadir")
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .setUpdateIntervalMillis(200)
                    .build();
        }
        boolean known = !Double.isNaN(now.fraction());
        bar.maxHint(known ? BAR_STEPS : -1);
        bar.stepTo(known ? Math.round(BAR_STEPS * now.fraction()) : 0);
        bar.setExtraMessage(" " + now.stage());
    }

    private static String line(State now, long elapsed) {
        String share =
                Double.isNaN(now.fraction()) ? "" : String.format(Locale.ROOT, ", %.0f %%", 100 * now.fraction());
        return "nadir: " + now.stage() + share + ", " + elapsed / 1_000_000_000L + " s";
    }
}
