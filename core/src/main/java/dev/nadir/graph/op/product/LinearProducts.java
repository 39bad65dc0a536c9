package dev.nadir.graph.op.product;

import dev.nadir.graph.op.Support;
import java.util.List;

/** Products of matrices. */
public final class LinearProducts {
    private LinearProducts() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("MatMul", 1, node -> inputs -> new MatrixProduct(inputs[0], inputs[1]))
                        .takes(2, 2)
                        .trains(0, 1),
                Support.of("Gemm", 7, Gemm::new).takes(2, 3).trains(1, 2));
    }
}
