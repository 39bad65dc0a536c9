package dev.nadir.network;

import java.util.List;
import java.util.Locale;

/** All activations by name. */
public final class Activations {
    private static final List<Activation> ALL = List.of(
            new Identity(),
            new Tanh(),
            new Sigmoid(),
            new Softplus(),
            new Relu(),
            new LeakyRelu(),
            new Elu(),
            new Gelu(),
            new Silu(),
            new Exp(),
            new Sin());

    private Activations() {}

    /** The eleven activations with their default parameters. */
    public static List<Activation> all() {
        return ALL;
    }

    /**
     * The activation of the given name, in any case, with "_" for "-" allowed.
     *
     * @throws IllegalArgumentException if there is none, listing the names
     */
    public static Activation byName(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return ALL.stream()
                .filter(activation -> activation.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("activation: got " + name + ", expected one of "
                        + String.join(", ", ALL.stream().map(Activation::name).toList())));
    }
}
