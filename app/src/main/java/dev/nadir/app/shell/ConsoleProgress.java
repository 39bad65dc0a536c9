package dev.nadir.app.shell;

import dev.nadir.progress.Progress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows on standard error how far a command has come, if it takes longer than two seconds: a bar on a terminal, a line
 * every ten seconds elsewhere. It only writes: a library that opens the terminal would take Ctrl-C for itself.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
    /** When to speak. */
    record Pace(Duration silence, Duration betweenLines) {
        static Pace defaults() {
            return new Pace(Duration.ofSeconds(2), Duration.ofSeconds(10));
        }
    }

    private record State(String stage, double fraction) {}

    private static final int BAR = 20;

    /** Narrower than any terminal that people use, so that the line never wraps. */
    private static final int WIDTH = 79;

    /** Back to the start of the line, and away with the rest of it. */
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Pace pace;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService ticker;
    private volatile State state;
    private boolean shown;
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
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new ConsoleProgress(err, Boolean.getBoolean("nadir.terminal"), Pace.defaults());
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

    /** Ends the display; a bar is erased, lines stay. */
    @Override
    public void close() {
        if (ticker == null) {
            return;
        }
        ticker.shutdownNow();
        synchronized (this) {
            if (shown) {
                out.print(ERASE);
                out.flush();
                shown = false;
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
            show(now, elapsed);
        } else if (elapsed >= nextLine) {
            nextLine = elapsed + pace.betweenLines().toNanos();
            out.println(line(now, elapsed));
        }
    }

    private void show(State now, long elapsed) {
        String text = "nadir: " + seconds(elapsed) + ", " + Printable.line(now.stage());
        if (!Double.isNaN(now.fraction())) {
            int done = (int) Math.round(BAR * Math.max(0, Math.min(1, now.fraction())));
            String bar = "#".repeat(done) + "-".repeat(BAR - done);
            text = "nadir: [" + bar + "] " + share(now) + ", " + seconds(elapsed) + ", " + Printable.line(now.stage());
        }
        int length = Math.min(WIDTH, text.codePointCount(0, text.length()));
        out.print(ERASE + text.substring(0, text.offsetByCodePoints(0, length)));
        out.flush();
        shown = true;
    }

    private static String line(State now, long elapsed) {
        String share = Double.isNaN(now.fraction()) ? "" : ", " + share(now);
        return "nadir: " + Printable.line(now.stage()) + share + ", " + seconds(elapsed);
    }

    private static String share(State now) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * now.fraction());
    }

    private static String seconds(long elapsed) {
        return elapsed / 1_000_000_000L + " s";
    }
}
