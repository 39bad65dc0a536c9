package dev.nadir.study;

import dev.nadir.progress.Progress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Measures the cells of a study, several at a time, and hands each finished one on in the thread of the caller.
 *
 * @param study what is measured
 * @param threads cells at a time
 * @param stop asked between cells
 * @param progress told cells done and the time left
 */
public record StudyRun(Study study, int threads, BooleanSupplier stop, Progress progress) {

    /** Takes a finished cell; what it throws ends the run. */
    @FunctionalInterface
    public interface Sink<E extends Exception> {
        /** Takes the rows of a cell. */
        void take(Cell cell, List<double[]> rows) throws E;
    }

    private record Finished(Cell cell, List<double[]> rows) {}

    /** Checks the number of threads. */
    public StudyRun {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: got " + threads + ", expected at least 1");
        }
    }

    /**
     * Measures these cells. The order in which they end is not fixed; what each measures is.
     *
     * @param cells those still to be done
     * @param sink gets each finished cell
     * @return whether all were done; false where {@code stop} ended it before
     * @throws E what the sink throws
     */
    public <E extends Exception> boolean measure(List<Cell> cells, Sink<E> sink) throws E {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            ExecutorCompletionService<Finished> running = new ExecutorCompletionService<>(workers);
            long start = System.nanoTime();
            int begun = 0;
            for (int done = 0; done < cells.size(); done++) {
                while (begun < cells.size() && begun - done < threads) {
                    Cell cell = cells.get(begun++);
                    running.submit(() -> new Finished(cell, checked(cell, study.measure(cell))));
                }
                Finished next = finished(running);
                sink.take(next.cell(), next.rows());
                report(done + 1, cells.size(), (System.nanoTime() - start) / 1e9);
                if (stop.getAsBoolean() && done + 1 < cells.size()) {
                    return false;
                }
            }
            return true;
        } finally {
            workers.shutdownNow();
        }
    }

    private List<double[]> checked(Cell cell, List<double[]> rows) {
        for (double[] row : rows) {
            if (row.length != study.measures().size()) {
                throw new IllegalStateException("cell " + cell.index() + " of "
                        + study.about().name() + ": got " + row.length + " numbers, expected " + study.measures());
            }
        }
        return rows;
    }

    private static Finished finished(ExecutorCompletionService<Finished> running) {
        try {
            return running.take().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException ours ? ours : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two cells", e);
        }
    }

    private void report(int done, int all, double seconds) {
        double left = seconds / done * (all - done);
        String time = left < 100 ? "%.0f s".formatted(left) : "%.0f min".formatted(left / 60);
        progress.report(
                String.format(
                        Locale.ROOT,
                        "%s: %d of %d cells, about %s left",
                        study.about().name(),
                        done,
                        all,
                        time),
                (double) done / all);
    }
}
