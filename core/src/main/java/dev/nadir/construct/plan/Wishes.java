package dev.nadir.construct.plan;

import dev.nadir.construct.pivot.Shift;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.activation.Activation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user asked for; the planner fills in the rest.
 *
 * @param hidden the hidden widths, if given
 * @param activation the activation, if given
 * @param pivot the pivot layer, if given
 * @param construction the name of a construction, if given
 * @param weights W_2 … W_{L+1} for Theorem 2.2, if given
 * @param shift for Theorem 2.2
 */
public record Wishes(
        Optional<List<Integer>> hidden,
        Optional<Activation> activation,
        OptionalInt pivot,
        Optional<String> construction,
        Optional<List<Matrix>> weights,
        Shift shift) {

    /** No wish at all: the planner decides everything. */
    public static Wishes none() {
        return new Wishes(
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Shift.CENTRING);
    }

    /** With these hidden widths. */
    public Wishes withHidden(List<Integer> widths) {
        return new Wishes(Optional.of(List.copyOf(widths)), activation, pivot, construction, weights, shift);
    }

    /** With this activation. */
    public Wishes withActivation(Activation wanted) {
        return new Wishes(hidden, Optional.of(wanted), pivot, construction, weights, shift);
    }

    /** With this pivot layer. */
    public Wishes withPivot(int layer) {
        return new Wishes(hidden, activation, OptionalInt.of(layer), construction, weights, shift);
    }

    /** With the construction of this name. */
    public Wishes withConstruction(String name) {
        return new Wishes(hidden, activation, pivot, Optional.of(name), weights, shift);
    }

    /** With these given weights W_2 … W_{L+1}. */
    public Wishes withWeights(List<Matrix> given) {
        return new Wishes(hidden, activation, pivot, construction, Optional.of(List.copyOf(given)), shift);
    }

    /** With this shift in Theorem 2.2. */
    public Wishes withShift(Shift wanted) {
        return new Wishes(hidden, activation, pivot, construction, weights, wanted);
    }
}
