package dev.nadir.io.data;

import java.nio.file.Path;

/** Files written by numpy and pyarrow: see write_goldens.py beside them. */
final class Goldens {
    private Goldens() {}

    static Path path(String name) {
        return Path.of("src/test/resources/dev/nadir/io/data").resolve(name);
    }
}
