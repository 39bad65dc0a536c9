package dev.nadir.app.shell;

import dev.nadir.model.Loss;
import picocli.CommandLine.Option;

/** Mixin: the loss that is meant, and weight decay beside it. */
public final class LossOptions {
    /** The options of this mixin. */
    public static final String[] NAMES = {"--loss", "--weight-decay"};

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            defaultValue = "square",
            description =
                    "square, cross-entropy, cross-entropy=0.1 (label smoothing), binary-cross-entropy (of logits) or"
                            + " huber=δ. (default: square)")
    private String loss = "square";

    @Option(
            names = "--weight-decay",
            paramLabel = "λ",
            defaultValue = "0",
            description = "Add λ/2 |θ|² of what is trained. (default: 0)")
    private double decay;

    /**
     * The loss.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Loss loss() {
        try {
            return Loss.parse(loss);
        } catch (IllegalArgumentException e) {
            String said = e.getMessage();
            throw new IllegalArgumentException(said.startsWith("loss: ") ? "--" + said : "--loss: " + said, e);
        }
    }

    /**
     * λ.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public double decay() {
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("--weight-decay: got " + decay + ", expected a finite number from 0 on");
        }
        return decay;
    }

    /** Whether it is the square loss and nothing else, of which most is known. */
    public boolean plain() {
        return loss().equals(Loss.SQUARE) && decay() == 0;
    }
}
