package dev.nadir.graph.op;

import java.util.List;

/** Convolutions in any number of spatial axes. */
final class Convolutions {
    private Convolutions() {}

    static List<Support> supported() {
        return List.of(
                Support.of("Conv", 1, Convolution::new).takes(2, 3).trains(1, 2),
                Support.of("ConvTranspose", 1, TransposedConvolution::new)
                        .takes(2, 3)
                        .trains(1, 2));
    }
}
