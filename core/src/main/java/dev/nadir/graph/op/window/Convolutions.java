package dev.nadir.graph.op.window;

import dev.nadir.graph.op.Support;
import java.util.List;

/** Convolutions in any number of spatial axes. */
public final class Convolutions {
    private Convolutions() {}

    public static List<Support> supported() {
        return List.of(
                Support.of("Conv", 1, Convolution::new).takes(2, 3).trains(1, 2),
                Support.of("ConvTranspose", 1, TransposedConvolution::new)
                        .takes(2, 3)
                        .trains(1, 2));
    }
}
