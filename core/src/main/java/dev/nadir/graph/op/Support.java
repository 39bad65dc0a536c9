package dev.nadir.graph.op;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One row of the table of all operators: an operator that is read, from which version on, and what its inputs may be.
 *
 * @param operator its type, such as "Conv"
 * @param since the first version of the operator set that has it in a form that is read
 * @param inputs how few and how many inputs it takes
 * @param weights which inputs are parameters wherever a constant stands there, such as the kernel of a convolution
 * @param operands whether any constant input of at least two numbers is a parameter, as the bias in Add
 * @param fixed which inputs have no derivative here, so that a graph in which they depend on parameters is refused
 * @param derivative whether it has one; where not, its outputs count as constants
 * @param note what is not read of it, for the documentation; empty if all is
 * @param factory makes the operator of a node; refuses with "name: got ..., expected ..."
 */
public record Support(
        String operator,
        int since,
        Arity inputs,
        Set<Integer> weights,
        boolean operands,
        Set<Integer> fixed,
        boolean derivative,
        String note,
        Function<Node, Operator> factory) {

    /**
     * How many inputs.
     *
     * @param least at least so many
     * @param most at most so many
     */
    public record Arity(int least, int most) {
        /** As many as one likes, at least one. */
        public static final Arity ANY = new Arity(1, Integer.MAX_VALUE);

        @Override
        public String toString() {
            return least == most ? "" + least : most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
        }
    }

    /** Copies the set. */
    public Support {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(factory, "factory");
        weights = Set.copyOf(weights);
        fixed = Set.copyOf(fixed);
    }

    /** An operator of one differentiable input and no parameters. */
    public static Support of(String operator, int since, Function<Node, Operator> factory) {
        return new Support(operator, since, new Arity(1, 1), Set.of(), false, Set.of(), true, "", factory);
    }

    /** With this number of inputs. */
    public Support takes(int least, int most) {
        return new Support(
                operator, since, new Arity(least, most), weights, operands, fixed, derivative, note, factory);
    }

    /** With any number of inputs. */
    public Support takesAny() {
        return takes(Arity.ANY.least(), Arity.ANY.most());
    }

    /** A constant at one of these places is a parameter. */
    public Support trains(Integer... places) {
        Set<Integer> all = new TreeSet<>(weights);
        all.addAll(Set.of(places));
        return new Support(operator, since, inputs, all, operands, fixed, derivative, note, factory);
    }

    /** A constant of at least two numbers at any place is a parameter. */
    public Support trainsOperands() {
        return new Support(operator, since, inputs, weights, true, fixed, derivative, note, factory);
    }

    /** What stands at these places must not depend on parameters. */
    public Support fixes(Integer... places) {
        return new Support(operator, since, inputs, weights, operands, Set.of(places), derivative, note, factory);
    }

    /** Without derivative. */
    public Support valueOnly() {
        return new Support(operator, since, inputs, weights, operands, fixed, false, note, factory);
    }

    /** With a remark on what is not read. */
    public Support but(String remark) {
        return new Support(operator, since, inputs, weights, operands, fixed, derivative, remark, factory);
    }
}
