package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;

/**
 * An operator evaluated at its inputs: the outputs y = f(x), and the linear map Df(x) forwards and backwards.
 *
 * <p>Tangents and cotangents have the shape of the value they belong to; null stands for zero, so that what depends on no
 * parameter costs nothing. For all t and u: Σ ⟨jvp(t), u⟩ = Σ ⟨t, vjp(u)⟩. Both may be called many times, from
 * many threads.
 */
public interface Applied {

    /** The outputs, in the order of the node. */
    Tensor[] outputs();

    /**
     * Df(x) t, one tangent per output.
     *
     * @param tangents one per input, null for zero
     */
    Tensor[] jvp(Tensor[] tangents);

    /**
     * Df(x)ᵀ u, one cotangent per input; null where it is zero, and also where it is not wanted.
     *
     * @param cotangents one per output, null for zero
     * @param wanted for each input whether somebody needs its cotangent
     */
    Tensor[] vjp(Tensor[] cotangents, boolean[] wanted);

    /**
     * The same for several cotangents, one result for each: where an operator can, by larger products.
     *
     * @param cotangents for each, one per output; not all of them zero
     */
    default Tensor[][] vjps(Tensor[][] cotangents, boolean[] wanted) {
        Tensor[][] results = new Tensor[cotangents.length][];
        for (int r = 0; r < results.length; r++) {
            results[r] = vjp(cotangents[r], wanted);
        }
        return results;
    }

    /**
     * At how many entries f has no derivative at x, such as ReLU at exactly 0 or a tie under a maximum. There jvp and vjp take
     * what PyTorch takes, a derivative from one side or a mean of such.
     */
    default long kinks() {
        return 0;
    }

    /** How many entries could lie at such a point, at other inputs; at least {@link #kinks}. */
    default long candidates() {
        return kinks();
    }

    /**
     * On which side of its points without derivative every candidate lies, as numbers that change when it goes over to another side.
     */
    default int[] sides() {
        return new int[0];
    }

    /** Outputs without derivatives: integers, booleans, piecewise constant functions. */
    static Applied constant(Tensor... outputs) {
        return new Fixed(outputs);
    }
}
