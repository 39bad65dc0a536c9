package dev.nadir.flow;

/**
 * What is monitored at a saved time (mathematics §4). NaN where it was not computed: the spectrum above a size limit.
 *
 * @param time s
 * @param cost C, with weight decay C + λ/2 |θ|²
 * @param gradientNorm ‖∇_θC‖
 * @param reachable C_reach, the loss that descent can still remove to first order
 * @param blocked C_block; with weight decay the least C + λ/2 |θ|² that is left to first order
 * @param rank of D, by the rule of {@link dev.nadir.jacobian.spectrum.JacobianSpectrum}; −1 where not computed
 * @param rankDecided whether the rank, hence the split, is beyond doubt
 * @param lambdaMin the smallest eigenvalue of DDᵀ; 0 when K is less than QN
 * @param thetaNorm ‖θ‖ of the parameters that move
 * @param lineDistance ‖x − line‖/‖y − x_0‖: distance of the outputs from the straight line from x_0 to y; NaN, as what compares
 *     with the comparison model, for losses other than the square
 * @param globalError estimated ‖θ − exact‖; NaN where the stepper has no estimate
 * @param orbit what the theorems of [CE] speak of
 */
public record FlowSample(
        double time,
        double cost,
        double gradientNorm,
        double reachable,
        double blocked,
        int rank,
        boolean rankDecided,
        double lambdaMin,
        double thetaNorm,
        double lineDistance,
        double globalError,
        Orbit orbit) {

    /**
     * Quantities of the orbit from its start s_0 to s.
     *
     * @param comparison C(s_0) e^{−2(s−s_0)/N}, the cost of the comparison model [CE] (1.1)
     * @param leastLambda the smallest λ_min of DDᵀ, rounding subtracted, at the accepted steps since s_0; NaN where some were
     *     not looked at
     * @param bound C(s_0) e^{−2λ(s−s_0)/N} with λ = {@code leastLambda}, [CE] Theorem 1.1; NaN without a positive one
     * @param dissipated ∫ ‖∇_θC‖² ds, which the standard flow takes from C, [CE] (1.3); NaN for other fields
     * @param transversal ‖P⊥x'‖/‖x'‖ for x' = −D∇_θC, 0 by [CE] Theorem 1.2
     * @param kernelDrift ‖DDᵀ − D_0D_0ᵀ‖/‖D_0D_0ᵀ‖ in the Frobenius norm, 0 in the limit of infinite width
     */
    public record Orbit(
            double comparison,
            double leastLambda,
            double bound,
            double dissipated,
            double transversal,
            double kernelDrift) {}
}
