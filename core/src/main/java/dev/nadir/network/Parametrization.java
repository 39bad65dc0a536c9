package dev.nadir.network;

/**
 * How the parameters of a layer enter its pre-activation: z = c W(a + d) + β b, with fixed numbers c, d and β that are not
 * trained.
 *
 * <p>They do not change what networks can be written, but they change D, the tangent kernel and the flow: the columns of
 * W carry c(a + d), that of b carries β. The NTK parametrization of Jacot et al., arXiv 1806.07572, is c = 1/√M_{l-1}. A
 * layer without a bias is β = 0: it has no b, and none is counted or trained.
 *
 * @param factor c, finite and not 0
 * @param shift d, finite
 * @param biasFactor β, finite; 0 where there is no bias
 */
public record Parametrization(double factor, double shift, double biasFactor) {
    /** z = W a + b. */
    public static final Parametrization STANDARD = new Parametrization(1, 0, 1);
    /** z = W a. */
    public static final Parametrization WITHOUT_BIAS = new Parametrization(1, 0, 0);

    /** Checks the numbers. */
    public Parametrization {
        if (!(Math.abs(factor) > 0) || !Double.isFinite(factor + shift + biasFactor)) {
            throw new IllegalArgumentException("parametrization: got c = " + factor + ", d = " + shift + ", β = "
                    + biasFactor + ", expected finite numbers and c not 0");
        }
    }

    /** The same without a bias. */
    public Parametrization withoutBias() {
        return new Parametrization(factor, shift, 0);
    }

    /** Whether the layer has a bias. */
    public boolean biased() {
        return biasFactor != 0;
    }
}
