package dev.nadir.flow;

import dev.nadir.flow.field.Linearization;
import dev.nadir.flow.landscape.LossLandscape;
import dev.nadir.ode.DormandPrince54;
import dev.nadir.ode.DormandPrince853;
import dev.nadir.ode.Radau5;
import dev.nadir.ode.Stepper;

/** A stepper with the linear part it works on. */
public enum StepperChoice {
    /** Dormand-Prince 5(4). */
    DP54(new DormandPrince54(), Linearization.NTK),
    /** Dormand-Prince 8(5,3). */
    DP853(new DormandPrince853(), Linearization.NTK),
    /** Radau IIA of order 5 with DᵀD/N in the eigenbasis of the tangent kernel. */
    NTK(new Radau5(), Linearization.NTK),
    /** Radau IIA of order 5 with the exact Hessian in tridiagonal form. */
    HESSIAN(new Radau5(), Linearization.HESSIAN),
    /** Radau IIA of order 5 on the stiffest directions, found matrix-free. */
    KRYLOV(new Radau5(), Linearization.KRYLOV);

    private static final int SMALL_PARAMETERS = 300;
    private static final int DENSE_PARAMETERS = 2000;
    private static final int DENSE_OUTPUTS = 1500;
    private static final long DENSE_NUMBERS = 200_000_000;

    private final Stepper stepper;
    private final Linearization linearization;

    StepperChoice(Stepper stepper, Linearization linearization) {
        this.stepper = stepper;
        this.linearization = linearization;
    }

    /** The method. */
    public Stepper stepper() {
        return stepper;
    }

    /** The linear part. */
    public Linearization linearization() {
        return linearization;
    }

    /** Whether it needs a linear part, which only the standard flow has. */
    public boolean implicit() {
        return this != DP54 && this != DP853;
    }

    /**
     * The choice for a problem: the exact Hessian while K is at most 300, or at most 2000 and below QN; the tangent
     * kernel while QN is at most 1500 and D fits; Krylov beyond. Fields other than the standard one: dp853. Never the Hessian
     * for kinks above the first layer: it is not the Jacobian of a flow that slides along curved kinks.
     */
    public static StepperChoice suited(LossLandscape landscape, FlowKind kind) {
        if (!(kind instanceof FlowKind.Standard)) {
            return DP853;
        }
        int k = landscape.dimension();
        int rows = landscape.outputSize();
        if (landscape.hessianIsOfTheFlow() && (k <= SMALL_PARAMETERS || (k <= DENSE_PARAMETERS && k < rows))) {
            return HESSIAN;
        }
        return Math.min(k, rows) <= DENSE_OUTPUTS && (long) k * rows <= DENSE_NUMBERS ? NTK : KRYLOV;
    }
}
