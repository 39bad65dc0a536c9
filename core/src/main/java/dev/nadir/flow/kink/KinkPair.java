package dev.nadir.flow.kink;

/**
 * A unit and a sample on which its pre-activation may be 0, where the activation has its kink; all numbered from 1.
 *
 * @param layer the layer
 * @param unit the unit in the layer
 * @param sample the sample
 */
public record KinkPair(int layer, int unit, int sample) {

    @Override
    public String toString() {
        return "layer " + layer + ", unit " + unit + ", sample " + sample;
    }
}
