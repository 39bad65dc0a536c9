package dev.nadir.io.plot;

import java.util.List;
import java.util.stream.Stream;

/** Immutable lists that grow by copying. */
public final class Lists {
    private Lists() {}

    public static <T> List<T> and(List<? extends T> list, T more) {
        return Stream.<T>concat(list.stream(), Stream.of(more)).toList();
    }
}
