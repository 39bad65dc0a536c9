package dev.nadir.flow;

/** Which path through parameter space to follow. */
public sealed interface FlowKind {

    /** The name on the command line and in reports: "homotopy=0.3". */
    String name();

    /** θ' = −∇_θC. */
    record Standard() implements FlowKind {
        @Override
        public String name() {
            return "standard";
        }
    }

    /** θ' = −Dᵀ(DDᵀ)⁺∇_xC. */
    record Adapted() implements FlowKind {
        @Override
        public String name() {
            return "adapted";
        }
    }

    /** θ' = D⁺(y − x_0), to t = 1. */
    record Straight() implements FlowKind {
        @Override
        public String name() {
            return "straight";
        }
    }

    /**
     * Between standard and adapted.
     *
     * @param tau τ in [0, 1]
     */
    record Homotopy(double tau) implements FlowKind {
        @Override
        public String name() {
            return "homotopy=" + tau;
        }
    }

    /**
     * θ ← θ − η∇_θC.
     *
     * @param descent step size, momentum, batches
     */
    record Discrete(Descent descent) implements FlowKind {
        @Override
        public String name() {
            return "descent=" + descent.stepSize();
        }
    }

    /**
     * Reads "standard", "adapted", "straight", "homotopy=0.3" or "descent=0.01" (plain).
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static FlowKind parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        return switch (name + (equals < 0 ? "" : "=")) {
            case "standard" -> new Standard();
            case "adapted" -> new Adapted();
            case "straight" -> new Straight();
            case "homotopy=" -> new Homotopy(number(text, equals));
            case "descent=" -> new Discrete(Descent.plain(number(text, equals)));
            default -> throw unknown(text);
        };
    }

    private static double number(String text, int equals) {
        try {
            return Double.parseDouble(text.substring(equals + 1));
        } catch (NumberFormatException e) {
            throw unknown(text);
        }
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "field: got " + text + ", expected standard, adapted, straight, homotopy=0.3 or descent=0.01");
    }
}
