package dev.nadir.claim;

/** What is said of a flow and of its end. */
public enum FlowClaim implements Claim {
    /** The outputs fit the labels. */
    ZERO_LOSS(Wording.says("zero loss: relative cost {cost}")
            .when("residuals are at most 1e-10 of the labels' own spread")
            .decided("the relative cost of the outputs at the end, at most 1e-20; the scale is the variance of the"
                    + " labels, or their size where they do not vary")),
    /** The flow runs into a point of zero loss. */
    CONVERGING_TO_ZERO_LOSS(Wording.says(
                    "converging to zero loss: a point of zero loss lies at distance {distance}, at most"
                            + " {path} of path is left while σ_min of D stays above {sigma}")
            .when("D has rank QN near the end and a point of zero loss lies near")
            .decided("Gauss-Newton steps from the end, each halving the residual, to zero loss; the path by the PL"
                    + " inequality with the least σ_min met")
            .otherwise("moving, or not decided where QN is above the spectrum limit")),
    /** The flow runs into a minimum. */
    CONVERGING(
            Wording.says("converging to {what} with C = {cost} at distance {distance} (least Hessian eigenvalue {least}"
                            + " ± {error})")
                    .when("a local minimum, or a Clarke-stationary point of the kinks slid along, draws the flow")
                    .decided(
                            "contracting Newton steps to a point where ∇C is rounding, below C at the end, towards which C falls"
                                    + " along the whole segment, and from which no flat direction leads down; scale max(‖θ‖, √(2C/‖∇²C‖))")
                    .otherwise("moving, or not decided where K is above the limit")),
    /** The run stands at a minimum. */
    MINIMUM(Wording.says("minimum: gradient norm {gradient}, least Hessian eigenvalue {least} ± {error}")
            .when("the run stands at a local minimum above zero loss")
            .decided("as for converging, within the run's own relative accuracy of θ; eigenvalues to 8 K ε ‖∇²C‖")
            .otherwise("not decided where the curvature is hidden by rounding")),
    /** The run stands at a saddle. */
    SADDLE(Wording.says(
                    "saddle: gradient norm {gradient}, least Hessian eigenvalue {least} ± {error}, and the loss falls by"
                            + " {fall} nearby")
            .when("the run stands at a stationary point that is no minimum")
            .decided("C measured along eigenvectors and combinations with eigenvalues up to rounding, lower beyond"
                    + " 16 ε (C + |x, y| √2C/N) and nowhere higher on the way")
            .otherwise("not decided where the curvature is hidden by rounding")),
    /** The run slides along kinks and stands. */
    CLARKE_STATIONARY(
            Wording.says("stationary in Clarke's sense: the subdifferential comes within {distance} of 0 on {kinks}"
                            + " kinks, where the gradient on one side has norm {onesided}; the stationary point lies at distance"
                            + " {away}")
                    .when("0 lies in Clarke's subdifferential at the end of a flow that slides along kinks")
                    .decided(
                            "its least-norm element, and Newton steps tangent to the kinks, within the run's relative accuracy of θ")
                    .otherwise("moving")),
    /** θ runs off to infinity. */
    DIVERGING(Wording.says(
                    "the parameters diverge while the cost falls, extrapolating three decades of time (no finite run"
                            + " proves it): their norm grew like s^{exponent} over the last and does not slow down, and Newton's"
                            + " method finds no stationary point near ([CE] Remarks 1.1, 1.2)")
            .when("‖θ‖ grows without bound while C falls")
            .decided("in each of the last three decades of time ‖θ‖ gained no less than in the one before and C fell, θ"
                    + " still moves outwards, exponents do not rise, and neither Newton nor Gauss-Newton contracts")
            .otherwise("moving")),
    /** Descent runs off. */
    DESCENT_RAN_OFF(
            Wording.says("{what}: the step {step} is above {edge} = {value}")
                    .when("descent ends above the loss it began with because its step is too long")
                    .decided(
                            "C at the end against C at the start, and λ_max of ∇²C by Lanczos steps against the edge 2(1 + β)/η")),
    /** C still falls. */
    MOVING(Wording.says("moving: gradient norm {gradient}, at this rate C falls e-fold in a time of {time}")
            .when("C still falls, and where to is not foretold")
            .decided(
                    "none of the above, with spectrum and Hessian looked at; or ‖∇C‖² times the length of the run is at least"
                            + " a thousandth of C")
            .otherwise("not decided, naming what was not computed")),
    /** The straight line has been walked. */
    LINE_END(
            Wording.says("the line is walked to its end, off the line by {distance} of its length")
                    .when("the straight line in output space was followed to t = 1")
                    .decided(
                            "the time of the last sample, and the distance of its outputs from the segment relative to its length"));

    private final Wording wording;

    FlowClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "flow";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
