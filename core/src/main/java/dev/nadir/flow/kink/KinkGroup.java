package dev.nadir.flow.kink;

import java.util.Arrays;

/**
 * Pairs of one unit whose pre-activations are multiples of each other near a state, z_m = ratio_m z_1: duplicate samples, or
 * samples on which all units below are off. They reach 0 together and lie on sides that belong together.
 *
 * @param pairs numbers of the pairs
 * @param ratios one per pair; the first is 1
 */
record KinkGroup(int[] pairs, double[] ratios) {

    static KinkGroup of(int pair) {
        return new KinkGroup(new int[] {pair}, new double[] {1});
    }

    KinkGroup with(int pair, double ratio) {
        int n = pairs.length;
        int[] more = Arrays.copyOf(pairs, n + 1);
        double[] scaled = Arrays.copyOf(ratios, n + 1);
        more[n] = pair;
        scaled[n] = ratio;
        return new KinkGroup(more, scaled);
    }

    int first() {
        return pairs[0];
    }

    /** Puts all pairs on the sides that belong to the first one being on or off. */
    void put(boolean[] on, boolean firstOn) {
        for (int m = 0; m < pairs.length; m++) {
            on[pairs[m]] = firstOn == ratios[m] > 0;
        }
    }
}
