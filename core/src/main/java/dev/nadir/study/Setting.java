package dev.nadir.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One point of a grid: the values of its variables, as they stand in results.csv.
 *
 * @param values by name, in the order of the columns
 */
public record Setting(Map<String, String> values) {

    /** Copies the map and refuses what a line of results.csv cannot hold. */
    public Setting {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach((name, value) -> {
            if (!name.matches("[A-Za-z][A-Za-z0-9-]*") || !value.matches("[^,\"\\s]+( [^,\"\\s]+)*")) {
                throw new IllegalArgumentException(
                        "setting: got " + name + " = " + value + ", expected words without commas");
            }
        });
    }

    /** No variables: a study of one point. */
    public static Setting none() {
        return new Setting(Map.of());
    }

    /** One variable more; a number is written as in results.csv. */
    public Setting with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value instanceof Number number ? Figures.csv(number.doubleValue()) : value.toString());
        return new Setting(more);
    }

    /**
     * The value of a variable.
     *
     * @throws IllegalArgumentException if the grid has no such variable
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("variable: got " + name + ", expected one of " + values.keySet());
        }
        return value;
    }

    /** The value of a numeric variable. */
    public double number(String name) {
        return Double.parseDouble(Objects.requireNonNull(text(name)));
    }

    /** The value of a variable that counts. */
    public int count(String name) {
        return Math.toIntExact(Math.round(number(name)));
    }
}
