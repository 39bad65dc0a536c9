package dev.nadir.linalg;

import java.io.File;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** The OpenBLAS binary in the class path: unpacked, loaded, its thread count set before anything is computed. */
final class OpenBlasBinary {
    private OpenBlasBinary() {}

    /** Returns the path of the loaded library file. */
    static String load(int threads) {
        String stub = Loader.load(openblas_nolapack.class);
        openblas_nolapack.blas_set_num_threads(threads);
        File folder = new File(stub).getParentFile();
        File[] found = folder.listFiles((dir, name) -> name.startsWith("libopenblas"));
        if (found == null || found.length == 0) {
            throw new IllegalStateException("no libopenblas beside " + stub);
        }
        return found[0].getAbsolutePath();
    }
}
