package dev.nadir.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every routine from 16 threads at once gives what it gives alone. */
class ThreadSafetyTest {
    private static final int THREADS = 16;
    private static final int REPEATS = 10;
    private static final int N = 90;
    private static final Matrix A = PrescribedSpectrum.gaussian(N, N, 1);
    private static final Matrix B = PrescribedSpectrum.gaussian(N, N, 2);
    private static final Matrix TALL = PrescribedSpectrum.gaussian(2 * N, N, 3);
    private static final Matrix DEFICIENT = PrescribedSpectrum.matrix(N, N, PrescribedSpectrum.step(N, 30), 4);
    private static final Matrix POSITIVE = Products.gram(TALL);

    private record Routine(String name, Supplier<Matrix> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Routine> routines() {
        return Stream.of(
                new Routine("times", () -> Products.times(A, B)),
                new Routine("transposedTimes", () -> Products.transposedTimes(TALL, TALL)),
                new Routine("timesTransposed", () -> Products.timesTransposed(A, B)),
                new Routine("affine", () -> Products.affine(A, B, A.columnArray(0))),
                new Routine("matrix-vector", () -> Matrix.column(Products.times(A, B.columnArray(0)))),
                new Routine("transposed-vector", () -> Matrix.column(Products.transposedTimes(A, B.columnArray(0)))),
                new Routine("gram", () -> Products.gram(TALL)),
                new Routine("outerGram", () -> Products.outerGram(A)),
                new Routine("QR thin Q", () -> Qr.of(TALL).thinQ()),
                new Routine("QR least norm", () -> Qr.of(TALL).leastNormRight(A)),
                new Routine("QR rcond", () -> Matrix.column(Qr.of(TALL).reciprocalConditionOne())),
                new Routine(
                        "pivoted QR",
                        () -> PivotedQr.of(DEFICIENT).leastNormRight(A).weight()),
                new Routine("triangular condition", () -> condition(TriangularCondition.of(Qr.of(TALL)))),
                new Routine("SVD", () -> Svd.of(A).left()),
                new Routine("singular values", () -> Matrix.column(Svd.valuesOf(A))),
                new Routine(
                        "symmetric eigenvectors",
                        () -> SymmetricEigen.of(POSITIVE).vectors()),
                new Routine("eigenvalues", () -> Matrix.column(SymmetricEigen.valuesOf(POSITIVE))),
                new Routine(
                        "Cholesky", () -> Cholesky.of(POSITIVE).orElseThrow().solve(A)));
    }

    private static Matrix condition(TriangularCondition condition) {
        return Matrix.column(condition.sigmaMax(), condition.sigmaMin());
    }

    /** OpenBLAS on one thread takes the same path in every call, so that the bits agree. */
    @ParameterizedTest
    @MethodSource("routines")
    void sixteenThreadsGetTheSerialResult(Routine routine) throws Exception {
        Matrix serial = routine.call().get();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> results = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                results.add(pool.submit(() -> {
                    start.await();
                    return Stream.generate(routine.call()).limit(REPEATS).allMatch(serial::equals);
                }));
            }
            start.countDown();
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
