package dev.nadir.claim;

import java.util.Locale;

/** A sentence that the software can state as a fact; the constants of the enums of this package. */
public interface Claim {
    /** The name of the constant; given by the enum. */
    String name();

    /** Whom the claim is about: the first part of its identifier. */
    String subject();

    /** What it says, when, how that is decided, and what is said otherwise. */
    Wording wording();

    /** Its identifier, as {@code flow.zero-loss}. */
    default String id() {
        return subject() + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The sentence with its blanks filled in, in order.
     *
     * @param values one for each blank {@code {name}} of the sentence; a double is written with three digits
     * @throws IllegalArgumentException if there are more or fewer values than blanks
     */
    default Stated with(Object... values) {
        return new Stated(this, wording().filled(values));
    }
}
