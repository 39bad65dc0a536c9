package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The attributes of a node by name: {@code Long}, {@code Double}, {@code String}, {@code long[]}, {@code double[]},
 * {@code List<String>} or {@link Tensor}.
 *
 * <p>Each accessor refuses a value of another type, naming the attribute.
 */
public final class Attributes {
    private final Map<String, Object> values;

    /** Copies the map. */
    public Attributes(Map<String, ?> values) {
        this.values = Map.copyOf(values);
        this.values.values().forEach(Attributes::requireKnownType);
    }

    /** No attributes. */
    public static Attributes none() {
        return new Attributes(Map.of());
    }

    private static void requireKnownType(Object value) {
        Objects.requireNonNull(value);
        if (!(value instanceof Long
                || value instanceof Double
                || value instanceof String
                || value instanceof long[]
                || value instanceof double[]
                || value instanceof List<?>
                || value instanceof Tensor)) {
            throw new IllegalArgumentException(
                    "attribute: got a " + value.getClass().getSimpleName());
        }
    }

    /** The names. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Whether there is such an attribute. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A whole number. */
    public long integer(String name, long byDefault) {
        return has(name) ? value(name, Long.class) : byDefault;
    }

    /** A whole number other than 0. */
    public boolean flag(String name, boolean byDefault) {
        return integer(name, byDefault ? 1 : 0) != 0;
    }

    /** A real number; the format holds float32, widened exactly. */
    public double number(String name, double byDefault) {
        return has(name) ? value(name, Double.class) : byDefault;
    }

    /** A text. */
    public String text(String name, String byDefault) {
        return has(name) ? value(name, String.class) : byDefault;
    }

    /** Whole numbers. */
    public long[] integers(String name, long... byDefault) {
        return has(name) ? value(name, long[].class).clone() : byDefault;
    }

    /** Real numbers. */
    public double[] numbers(String name, double... byDefault) {
        return has(name) ? value(name, double[].class).clone() : byDefault;
    }

    /** Texts, none if there is no such attribute. */
    public List<String> texts(String name) {
        List<?> texts = has(name) ? value(name, List.class) : List.of();
        return texts.stream().map(Object::toString).toList();
    }

    /** A tensor, which must be there. */
    public Tensor tensor(String name) {
        return value(name, Tensor.class);
    }

    private <T> T value(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("attribute " + name + ": got "
                    + (value == null ? "none" : value.getClass().getSimpleName()) + ", expected "
                    + type.getSimpleName());
        }
        return type.cast(value);
    }
}
