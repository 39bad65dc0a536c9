package dev.nadir.construct.plan;

import dev.nadir.construct.Construction;
import dev.nadir.construct.pivot.FixedNonlinearity;
import dev.nadir.construct.pivot.GivenWeights;
import dev.nadir.construct.pivot.LinearRegression;
import dev.nadir.construct.pivot.PivotLift;
import dev.nadir.construct.pivot.Shift;
import dev.nadir.construct.structured.LineInterpolant;
import dev.nadir.construct.structured.StructuredConstruction;
import dev.nadir.network.activation.Relu;
import java.util.List;
import java.util.Optional;

/**
 * Wishes that the construction cannot fulfil: said, not passed over, for the network would be another than asked for.
 *
 * @param wishes what was asked for
 * @param construction what will be carried out
 */
record Contradictions(Wishes wishes, Construction construction) {

    /** @throws IllegalArgumentException naming the wish, what was got and what fits the construction */
    void requireNone() {
        if (construction instanceof StructuredConstruction) {
            requireOwnArchitecture();
            return;
        }
        requireFirstPivot();
        requireHiddenLayers();
        if (!(construction instanceof GivenWeights given)) {
            require(wishes.weights().isEmpty(), "weights", "given ones", "none");
            require(wishes.shift() == Shift.CENTRING, "shift", "diagonal", "centring");
        } else {
            requireWidths(given);
        }
    }

    /** Structured networks come out of the data: their widths, activation and layers are not for choosing. */
    private void requireOwnArchitecture() {
        wishes.hidden().ifPresent(hidden -> require(false, "hidden", hidden.toString(), "none"));
        wishes.activation()
                .ifPresent(wanted -> require(
                        wanted instanceof Relu || construction instanceof LineInterpolant,
                        "activation",
                        wanted.name(),
                        "relu, which it is built of,"));
        wishes.pivot().ifPresent(pivot -> require(false, "pivot", Integer.toString(pivot), "none"));
        require(wishes.weights().isEmpty(), "weights", "given ones", "none");
        require(wishes.shift() == Shift.CENTRING, "shift", "diagonal", "centring");
    }

    private void requireFirstPivot() {
        if (!(construction instanceof PivotLift) && wishes.pivot().isPresent()) {
            int pivot = wishes.pivot().getAsInt();
            require(pivot == 1, "pivot", Integer.toString(pivot), "1");
        }
    }

    private void requireHiddenLayers() {
        Optional<List<Integer>> hidden = wishes.hidden();
        if (hidden.isEmpty()) {
            return;
        }
        String got = hidden.get().toString();
        if (construction instanceof LinearRegression) {
            require(hidden.get().isEmpty(), "hidden", got, "no hidden layer");
        } else if (construction instanceof FixedNonlinearity) {
            require(hidden.get().size() == 1, "hidden", got, "one hidden layer");
        } else {
            require(!hidden.get().isEmpty(), "hidden", "no hidden layer", "at least one");
        }
    }

    private void requireWidths(GivenWeights given) {
        List<Integer> widths =
                given.weights().stream().map(weight -> weight.columns()).toList();
        wishes.hidden().ifPresent(hidden -> require(hidden.equals(widths), "hidden", hidden.toString(), "" + widths));
    }

    private void require(boolean fits, String wish, String got, String expected) {
        if (!fits) {
            throw new IllegalArgumentException(
                    wish + ": got " + got + ", expected " + expected + " with " + construction.name());
        }
    }
}
