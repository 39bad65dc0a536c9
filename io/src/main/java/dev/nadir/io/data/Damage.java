package dev.nadir.io.data;

import java.io.IOException;

/** What a file holds contradicts itself: a checksum, a length, a value that its type does not have. */
final class Damage extends IOException {
    private static final long serialVersionUID = 1;

    Damage(String what) {
        super(what);
    }
}
