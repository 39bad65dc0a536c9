package dev.nadir.app.shell;

import dev.nadir.linalg.BlasThreads;
import dev.nadir.linalg.ExtremeEigenvalues;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.NotEnoughMemory;
import dev.nadir.structure.Separator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;

/**
 * A failure as its kind, one line of words, and the status of the process.
 *
 * @param kind "usage", "input", "memory", "installation" or "internal"
 * @param message what went wrong, on one line of bounded length
 * @param status 1 for exhausted memory, 2 for what the user can mend, 3 for a mistake of ours
 */
record Failure(String kind, String message, int status) {
    /** Packages of the mathematics below all options and files: what they refuse, we have handed to them. */
    private static final Set<String> NEVER_SEE_A_USER =
            Set.of(Matrix.class.getPackageName(), RankReport.class.getPackageName(), Separator.class.getPackageName());

    /** But these take a number or a size that the user chose. */
    private static final Set<String> SEE_A_USER =
            Set.of(BlasThreads.class.getName(), ExtremeEigenvalues.class.getName(), "dev.nadir.linalg.Workspace");

    private static final long SMALL_HEAP = 64L << 20;

    private static final String REPORT =
            " (a mistake in Nadir, not yours; please report it with the command line and what --debug prints)";

    /** Unknown options, missing values. */
    static Failure ofUsage(String message) {
        return new Failure("usage", Printable.message(message), ExitCode.BAD_INPUT);
    }

    /** Of anything that was thrown. */
    static Failure of(Throwable thrown) {
        Optional<OutOfMemoryError> memory = memory(thrown);
        if (memory.isPresent()) {
            return new Failure("memory", Printable.message(words(memory.get())), ExitCode.NUMERICAL);
        } else if (thrown instanceof UncheckedIOException unchecked) {
            return of(unchecked.getCause());
        } else if (thrown instanceof IOException io) {
            return new Failure("input", Printable.message(words(io)), ExitCode.BAD_INPUT);
        } else if (thrown instanceof IllegalArgumentException && byUser(thrown)) {
            return new Failure("input", Printable.message(thrown.getMessage()), ExitCode.BAD_INPUT);
        } else if (thrown instanceof LinkageError) {
            String message = "the installation is incomplete or the temporary folder cannot be used: " + thrown
                    + "; build again with NADIR_BUILD=always, or set another folder:"
                    + " NADIR_JAVA_OPTS=-Djava.io.tmpdir=FOLDER";
            return new Failure("installation", Printable.message(message), ExitCode.OURS);
        }
        return new Failure("internal", Printable.message("internal error: " + thrown) + REPORT, ExitCode.OURS);
    }

    private static Optional<OutOfMemoryError> memory(Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof OutOfMemoryError memory) {
                return Optional.of(memory);
            } else if (lostWhileMemoryWasOut(cause)) {
                return Optional.of(new OutOfMemoryError());
            }
        }
        return Optional.empty();
    }

    /** A class of Java's own whose first use ran out of memory stays unusable; that it did stands in words only, or nowhere. */
    private static boolean lostWhileMemoryWasOut(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        boolean ofJava = said.matches("Could not initialize class (java|javax|jdk|sun)\\..*");
        return cause instanceof ExceptionInInitializerError && said.contains(OutOfMemoryError.class.getName())
                || cause instanceof NoClassDefFoundError
                        && ofJava
                        && Runtime.getRuntime().maxMemory() < SMALL_HEAP;
    }

    /** A refusal of ours says how much would be needed; the machine only knows how much there is. */
    private static String words(OutOfMemoryError memory) {
        return memory.getClass() == OutOfMemoryError.class ? outOfMemory() : memory.getMessage();
    }

    /** Whether our own code refused a value that can be the user's; a library or our lower floors refuse ours. */
    private static boolean byUser(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        if (thrown.getMessage() == null || trace.length == 0) {
            return thrown.getMessage() != null;
        }
        String thrower = trace[0].getClassName();
        String outermost = thrower.replaceFirst("\\$.*", "");
        String folder = thrower.substring(0, thrower.lastIndexOf('.'));
        return thrower.startsWith("dev.nadir.")
                && (!NEVER_SEE_A_USER.contains(folder) || SEE_A_USER.contains(outermost));
    }

    private static String words(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getFile();
        } else if (failure instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        } else if (failure instanceof FileSystemException other && other.getFile() != null) {
            return other.getFile() + ": "
                    + Optional.ofNullable(other.getReason())
                            .orElse(other.getClass().getSimpleName().replace("Exception", ""));
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static String outOfMemory() {
        return "out of memory: this needs more than the "
                + NotEnoughMemory.size(Runtime.getRuntime().maxMemory())
                + " that Java may use here; use fewer samples or narrower layers, or a machine with more memory (the limit is"
                + " 75 % of it, of a small container 50 %; NADIR_JAVA_OPTS=-Xmx… changes it)";
    }

    /** What to do, where the message says it after what is wrong. */
    Optional<String> wayOut() {
        int cut = message.indexOf("; ");
        return cut < 0 ? Optional.empty() : Optional.of(message.substring(cut + 2));
    }
}
