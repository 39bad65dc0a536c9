package dev.nadir.construct.plan;

import dev.nadir.construct.Construction;
import dev.nadir.construct.structured.StructuredConstruction;
import java.util.List;
import java.util.stream.Stream;

/** The names of all constructions, as {@code --construction} takes them. */
public final class Constructions {
    private static final List<String> NAMES = Stream.concat(
                    Stream.of("linear-regression", "theorem-2.1", "theorem-2.2", "fixed-nonlinearity", "pivot-lift"),
                    StructuredConstruction.all().stream().map(Construction::name))
            .toList();

    private Constructions() {}

    /** All names. */
    public static List<String> names() {
        return NAMES;
    }
}
