package dev.nadir.graph.op;

import java.util.List;

/** Products of matrices. */
final class LinearProducts {
    private LinearProducts() {}

    static List<Support> supported() {
        return List.of(
                Support.of("MatMul", 1, node -> inputs -> new MatrixProduct(inputs[0], inputs[1]))
                        .takes(2, 2)
                        .trains(0, 1),
                Support.of("Gemm", 7, Gemm::new).takes(2, 3).trains(1, 2));
    }
}
