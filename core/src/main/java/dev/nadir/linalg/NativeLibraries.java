package dev.nadir.linalg;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.nadir.progress.MachineEnd;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * BLAS and LAPACK on plain heap arrays, bound once to the OpenBLAS binary in the class path; pure Java with one
 * visible warning where that binary cannot be loaded.
 */
final class NativeLibraries {
    private static final Bound BOUND = bind();

    private NativeLibraries() {}

    static BLAS blas() {
        return BOUND.blas;
    }

    static LAPACK lapack() {
        return BOUND.lapack;
    }

    static String description() {
        return BOUND.description;
    }

    private record Bound(BLAS blas, LAPACK lapack, String description) {}

    private static Bound bind() {
        try {
            String library = OpenBlasBinary.load(BlasThreads.requested());
            System.setProperty("dev.ludovic.netlib.blas.nativeLibPath", library);
            System.setProperty("dev.ludovic.netlib.lapack.nativeLibPath", library);
            return new Bound(
                    dev.ludovic.netlib.blas.NativeBLAS.getInstance(),
                    dev.ludovic.netlib.lapack.NativeLAPACK.getInstance(),
                    "OpenBLAS");
        } catch (LinkageError | RuntimeException | IOException e) {
            if (MachineEnd.hasBegun()) { // its files may be gone; other bits from here on would be saved
                throw new IllegalStateException("OpenBLAS is not loaded any more: the Java machine ends", e);
            }
            System.getLogger(NativeLibraries.class.getName())
                    .log(
                            Level.WARNING,
                            "OpenBLAS could not be loaded ({0}); linear algebra runs in pure Java, 10 to 30 times slower",
                            e.getMessage());
            return new Bound(JavaBLAS.getInstance(), JavaLAPACK.getInstance(), "pure Java");
        }
    }
}
