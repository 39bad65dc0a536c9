package dev.nadir.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of Nadir, of the Java it runs on, and of the libraries that decide the numbers. */
public final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Properties versions = read();
        return new String[] {
            "nadir " + versions.getProperty("nadir"),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "OpenBLAS " + versions.getProperty("openblas") + ", netlib " + versions.getProperty("netlib")
                    + ", Hipparchus " + versions.getProperty("hipparchus"),
            "ONNX Runtime " + versions.getProperty("onnxruntime") + ", Jackson " + versions.getProperty("jackson")
                    + ", picocli " + versions.getProperty("picocli")
        };
    }

    /** The version of Nadir alone, as written into models and reports. */
    public static String nadir() {
        return read().getProperty("nadir");
    }

    private static Properties read() {
        Properties versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
