package dev.nadir.app.study;

import dev.nadir.app.shell.FolderLock;
import dev.nadir.io.file.OutputFile;
import dev.nadir.progress.Progress;
import dev.nadir.study.Cell;
import dev.nadir.study.Picture;
import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.StudyRun;
import dev.nadir.study.Summary;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The folder of one run of a study: manifest.json and journal.csv from the start, results.csv, the pictures and the page
 * at the end. A killed run keeps every finished cell; one that goes on leaves the files that a run without a stop would
 * have left.
 */
final class StudyFolder implements Closeable {
    private final Path folder;
    private final FolderLock lock;
    private final Study study;
    private final StudySize size;
    private final StudyManifest manifest;

    private StudyFolder(Path folder, Study study, StudySize size) throws IOException {
        this.folder = folder;
        this.lock = FolderLock.of(folder);
        this.study = study;
        this.size = size;
        this.manifest = StudyManifest.of(study, size);
    }

    /**
     * Opens a folder for a new run.
     *
     * @throws IllegalArgumentException if it holds a run already, or another one writes into it
     */
    static StudyFolder create(Path folder, Study study, StudySize size) throws IOException {
        Files.createDirectories(folder);
        StudyFolder opened = new StudyFolder(folder, study, size);
        try {
            OutputFile.requireWritable(folder.resolve("manifest.json"));
            for (String file : StudyManifest.files()) {
                if (Files.exists(folder.resolve(file))) {
                    throw new IllegalArgumentException("--out: " + folder + " holds a " + file
                            + " already; go on with --resume if it is of this run, or name another folder");
                }
            }
            opened.write("running");
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Opens the folder of an earlier run.
     *
     * @throws IllegalArgumentException if it holds none, or one of another study or size
     */
    static StudyFolder reopen(Path folder, Study study, StudySize size) throws IOException {
        Path manifest = folder.resolve("manifest.json");
        if (!Files.exists(manifest)) {
            throw new IllegalArgumentException("--resume: " + folder
                    + " holds no manifest.json, expected the folder of a run; start one without --resume");
        }
        StudyFolder opened = new StudyFolder(folder, study, size);
        try {
            opened.manifest.requireSame(manifest);
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Measures the cells that are not there yet and writes what they say.
     *
     * @return the summary; empty where {@code stop} came first
     * @throws IOException if the journal is damaged or something cannot be written
     */
    Optional<Summary> run(BooleanSupplier stop, Progress progress) throws IOException {
        List<Cell> all = size.cells(study);
        double before = cpuSeconds();
        try (StudyJournal journal = StudyJournal.open(folder.resolve("journal.csv"), study, all)) {
            List<Cell> missing =
                    all.stream().filter(cell -> !journal.holds(cell)).toList();
            int threads = Runtime.getRuntime().availableProcessors();
            boolean whole = new StudyRun(study, threads, stop, progress).measure(missing, journal::save);
            manifest.addSeconds(cpuSeconds() - before);
            if (!whole) {
                write("stopped");
                return Optional.empty();
            }
            return Optional.of(finish(journal.results(study)));
        }
    }

    private Summary finish(Results results) throws IOException {
        Summary summary = study.summarize(results);
        OutputFile.write(folder.resolve("results.csv"), results.csv());
        for (Map.Entry<String, Picture> picture : summary.pictures().entrySet()) {
            OutputFile.write(folder.resolve(picture.getKey() + ".svg"), StudyPictures.svg(picture.getValue()));
        }
        OutputFile.write(page(), StudyPage.html(study, size, summary));
        write("done");
        return summary;
    }

    /** The page of the run. */
    Path page() {
        return folder.resolve(study.about().name() + ".html");
    }

    private void write(String status) throws IOException {
        manifest.put("status", status);
        OutputFile.write(folder.resolve("manifest.json"), manifest.text());
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
