package dev.nadir.network.activation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

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
            new Sin(),
            new Serpentine());
    private static final Map<String, String> ALIASES = Map.of(
            "swish", "silu", "logistic", "sigmoid", "linear", "identity", "leakyrelu", "leaky-relu", "sine", "sin");
    private static final Map<String, DoubleFunction<Activation>> WITH_PARAMETER =
            Map.of("leaky-relu", LeakyRelu::new, "elu", Elu::new, "softplus", Softplus::new);

    private Activations() {}

    /** The twelve activations with their default parameters. */
    public static List<Activation> all() {
        return ALL;
    }

    /**
     * The activation of the given name, in any case, with "_" for "-" and the aliases swish, logistic, linear,
     * leakyrelu and sine allowed; "leaky-relu=0.2", "elu=0.7" and "softplus=10" set the slope, alpha and β.
     *
     * @throws IllegalArgumentException if there is none, listing the names, or if the parameter is not one
     */
    public static Activation byName(String name) {
        int equals = name.indexOf('=');
        String plain = canonical(equals < 0 ? name : name.substring(0, equals));
        Activation found = ALL.stream()
                .filter(activation -> activation.name().equals(plain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("activation: got " + name + ", expected one of "
                        + String.join(", ", ALL.stream().map(Activation::name).toList())));
        return equals < 0 ? found : withParameter(plain, name, name.substring(equals + 1));
    }

    private static String canonical(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        return ALIASES.getOrDefault(lower, lower);
    }

    private static Activation withParameter(String plain, String name, String parameter) {
        DoubleFunction<Activation> factory = WITH_PARAMETER.get(plain);
        if (factory == null) {
            throw new IllegalArgumentException("activation: got " + name
                    + ", expected a parameter only for leaky-relu=slope, elu=alpha and softplus=beta");
        }
        double number;
        try {
            number = Double.parseDouble(parameter.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("activation: got " + name + ", expected a number after =", e);
        }
        return factory.apply(number);
    }
}
