package dev.nadir.jacobian;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which layers are trained; the parameters of the others are held fixed and have no columns in D.
 *
 * @param trained for every layer 1 … L+1, at index l - 1, whether it is trained
 */
public record LayerSelection(List<Boolean> trained) {

    /** Freezes the list. */
    public LayerSelection {
        trained = List.copyOf(trained);
    }

    /** All layers of a network with the given number of layers. */
    public static LayerSelection all(int layers) {
        return new LayerSelection(Collections.nCopies(layers, true));
    }

    /**
     * Only the named layers.
     *
     * @param layers how many there are, L + 1
     * @param chosen numbers from 1 to L + 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public static LayerSelection only(int layers, int... chosen) {
        List<Boolean> trained = new ArrayList<>(Collections.nCopies(layers, false));
        for (int layer : chosen) {
            if (layer < 1 || layer > layers) {
                throw new IllegalArgumentException("layer: got " + layer + ", expected 1 to " + layers);
            }
            trained.set(layer - 1, true);
        }
        return new LayerSelection(trained);
    }

    /** Whether layer l = 1 … L+1 is trained. */
    public boolean includes(int layer) {
        return trained.get(layer - 1);
    }

    /** Whether every layer is trained. */
    public boolean isAll() {
        return !trained.contains(false);
    }

    /** The trained layers, ascending, from 1. */
    public int[] layers() {
        int[] chosen = new int[trained.size()];
        int count = 0;
        for (int l = 1; l <= trained.size(); l++) {
            if (includes(l)) {
                chosen[count++] = l;
            }
        }
        return java.util.Arrays.copyOf(chosen, count);
    }
}
