package dev.nadir.claim;

import java.util.Objects;

/**
 * A claim as it was said about something: what reports print, with where it comes from.
 *
 * @param claim in the catalogue
 * @param words its sentence with the measured quantities
 */
public record Stated(Claim claim, String words) {
    /** Checks that both are there. */
    public Stated {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(words, "words");
    }
}
