package dev.nadir.ode;

/** Dormand and Prince's explicit method of order 8 with error estimates of order 5 and 3 (Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, II.5), from Hipparchus: the reference for tight tolerances. */
public record DormandPrince853() implements Stepper {
    @Override
    public String name() {
        return "dp853";
    }

    @Override
    public int order() {
        return 8;
    }
}
