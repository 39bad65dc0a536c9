package dev.nadir.graph.op;

import dev.nadir.graph.tensor.Tensor;

/** One number per channel, added at every position of it, in an array of samples, channels, positions. */
final class ChannelBias {
    private ChannelBias() {}

    static void add(Tensor bias, double[] map, int positions) {
        for (int i = 0; bias != null && i < map.length; i++) {
            map[i] += bias.values()[i / positions % bias.size()];
        }
    }

    static Tensor gradient(Tensor bias, double[] cotangent, int positions) {
        double[] sum = new double[bias.size()];
        for (int i = 0; i < cotangent.length; i++) {
            sum[i / positions % sum.length] += cotangent[i];
        }
        return bias.with(sum);
    }
}
