package dev.nadir.linalg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** The OpenBLAS binary: loaded from a folder that can be trusted, its thread count set before anything is computed. */
final class OpenBlasBinary {
    /** What the binary consists of, each after what it needs; the build gave OpenBLAS the name that the last asks for. */
    private static final String[] PARTS = {
        "libgcc_s.",
        "libquadmath.",
        "libgfortran.",
        "libopenblas_nolapack.",
        "libjnijavacpp.",
        "libjniopenblas_nolapack."
    };

    private OpenBlasBinary() {}

    /** Returns the path of the loaded library file. */
    static String load(int threads) throws IOException {
        Path built = NativeFolder.ofBuild().orElse(null);
        File folder = built == null ? unpacked() : asItIs(built);
        openblas_nolapack.blas_set_num_threads(threads);
        return file(folder, "libopenblas").getAbsolutePath();
    }

    /** Loads the files that lie there; JavaCPP would look into a cache and into folders of the system. */
    private static File asItIs(Path folder) {
        System.setProperty("org.bytedeco.javacpp.loadLibraries", "false");
        for (String part : PARTS) {
            File file = file(folder.toFile(), part);
            if (file != null) {
                System.load(file.getAbsolutePath());
            }
        }
        return folder.toFile();
    }

    private static File unpacked() throws IOException {
        Path folder = NativeFolder.ofUser(Path.of(System.getProperty("user.home")));
        System.setProperty("org.bytedeco.javacpp.cachedir", folder.toString());
        return new File(Loader.load(openblas_nolapack.class)).getParentFile();
    }

    private static File file(File folder, String start) {
        File[] found = folder.listFiles((dir, name) -> name.startsWith(start));
        return found == null || found.length == 0 ? null : found[0];
    }
}
