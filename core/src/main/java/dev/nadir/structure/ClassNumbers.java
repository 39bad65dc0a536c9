package dev.nadir.structure;

import java.util.Collection;
import java.util.stream.Collectors;

/** Classes in sentences: counted from 1, in the order of the outputs, as samples are. */
public final class ClassNumbers {
    private ClassNumbers() {}

    /** "class 2" for code 1. */
    public static String of(int code) {
        return "class " + (code + 1);
    }

    /** "classes 1, 3" for the codes 0 and 2, in their order; "class 1" for one, "no class" for none. */
    public static String of(Collection<Integer> codes) {
        if (codes.isEmpty()) {
            return "no class";
        }
        String numbers = codes.stream().map(code -> String.valueOf(code + 1)).collect(Collectors.joining(", "));
        return (codes.size() == 1 ? "class " : "classes ") + numbers;
    }
}
