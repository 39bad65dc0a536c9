package dev.nadir.ode;

/** One step of an exponential method. */
interface ExponentialScheme {

    /**
     * What a step offers.
     *
     * @param increment w = u(t + h) − u(t)
     * @param error estimate of the local error of w
     */
    record Trial(double[] increment, double[] error) {}

    /** Where a step starts: the field, u, F(u) and a linear part. */
    record Origin(SplitField field, double[] state, double[] slope, LinearPart linear) {
        /** F(u + w). */
        double[] at(double[] increment) {
            double[] there = state.clone();
            for (int i = 0; i < there.length; i++) {
                there[i] += increment[i];
            }
            return field.at(0, there);
        }
    }

    /** Tries a step of size h. */
    Trial attempt(Origin origin, double h);

    /** The power of h in the error estimate. */
    int estimateOrder();

    /** By how much the accumulated estimate may exceed the tolerance, because it exceeds the true error by more. */
    double globalMargin();
}
