package dev.nadir.graph.op.window;

import dev.nadir.graph.tensor.Tensor;

/** One number per channel, added at every position of it, in an array of samples, channels, positions. */
final class ChannelBias {
    private ChannelBias() {}

    static void add(Tensor bias, double[] map, int positions) {
        for (int start = 0, channel = 0; bias != null && start < map.length; start += positions, channel++) {
            double value = bias.values()[channel % bias.size()];
            for (int i = start; i < start + positions; i++) {
                map[i] += value;
            }
        }
    }

    static Tensor gradient(Tensor bias, double[] cotangent, int positions) {
        double[] sum = new double[bias.size()];
        for (int start = 0, channel = 0; start < cotangent.length; start += positions, channel++) {
            double ofChannel = 0;
            for (int i = start; i < start + positions; i++) {
                ofChannel += cotangent[i];
            }
            sum[channel % sum.length] += ofChannel;
        }
        return bias.with(sum);
    }
}
