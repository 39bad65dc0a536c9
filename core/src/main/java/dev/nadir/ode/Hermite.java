package dev.nadir.ode;

/** The cubic through two states with given slopes: states inside a step, accurate to order 4. */
record Hermite(double start, double[] before, double[] slopeBefore, double end, double[] after, double[] slopeAfter) {

    double[] at(double time) {
        double h = end - start;
        double s = (time - start) / h;
        double r = 1 - s;
        double[] state = new double[before.length];
        for (int i = 0; i < state.length; i++) {
            state[i] = r * r * (1 + 2 * s) * before[i]
                    + s * s * (1 + 2 * r) * after[i]
                    + h * s * r * (r * slopeBefore[i] - s * slopeAfter[i]);
        }
        return state;
    }
}
