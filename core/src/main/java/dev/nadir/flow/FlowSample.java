package dev.nadir.flow;

/**
 * What is monitored at a saved time (mathematics §4). NaN where it was not computed: the spectrum above a size limit, the
 * bound without a positive λ_min.
 *
 * @param time s
 * @param cost C
 * @param gradientNorm ‖∇_θC‖
 * @param reachable C_reach, the loss that descent can still remove to first order
 * @param blocked C_block
 * @param rank of D, by the rule of {@link dev.nadir.jacobian.spectrum.JacobianSpectrum}; −1 where not computed
 * @param lambdaMin the smallest eigenvalue of DDᵀ; 0 when K is less than QN
 * @param thetaNorm ‖θ‖ of the parameters that move
 * @param lineDistance ‖x − line‖/‖y − x_0‖: distance of the outputs from the straight line from x_0 to y
 * @param bound C(s_0) e^{−2λ(s−s_0)/N} with the smallest λ_min so far ([CE] Theorem 1.1)
 * @param globalError estimated ‖θ − exact‖; NaN where the stepper has no estimate
 */
public record FlowSample(
        double time,
        double cost,
        double gradientNorm,
        double reachable,
        double blocked,
        int rank,
        double lambdaMin,
        double thetaNorm,
        double lineDistance,
        double bound,
        double globalError) {}
