package dev.nadir.ode;

/** Dormand and Prince's explicit pair of order 5(4), doi:10.1016/0771-050X(80)90013-3, from Hipparchus: smooth problems that are not stiff. */
public record DormandPrince54() implements Stepper {
    @Override
    public String name() {
        return "dp54";
    }

    @Override
    public int order() {
        return 5;
    }
}
