package dev.nadir.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * Logging of the command line: warnings of Nadir and its libraries, one line each, on standard error.
 *
 * <p>{@link LogManager} makes an instance of this class when something logs for the first time, so that a command
 * that logs nothing does not pay for it.
 */
public final class Logging {
    private static final String PROPERTY = "java.util.logging.config.class";

    /** Called by {@link LogManager}; reads the configuration beside this class. */
    public Logging() throws IOException {
        try (InputStream in = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(in);
        }
    }

    /** Makes this the configuration, unless the user brought one by a system property. */
    public static void configure() {
        if (System.getProperty(PROPERTY) == null && System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty(PROPERTY, Logging.class.getName());
        }
    }
}
