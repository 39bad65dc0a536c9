package dev.nadir.certify;

import dev.nadir.certify.enclosure.PreciseForward;
import dev.nadir.certify.enclosure.Upward;
import dev.nadir.certify.enclosure.WideMatrix;
import dev.nadir.network.Layer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The second derivative of the outputs of one sample with respect to the parameters of some layers, on a ball of them.
 *
 * <p>For θ̇ with ‖θ̇‖ = 1: ż^l = c W ȧ + Ẇ ã, z̈^l = c W ä + 2c Ẇ ȧ, ȧ = σ' ż, ä = σ'' ż² + σ' z̈. Every factor is replaced by its
 * maximum over the ball: ‖c W‖ by ‖c W‖ + |c| r in a moved layer, ‖ã‖ by ‖ã‖ + |c| ‖Δa‖, σ' and σ'' by their maxima over z ± ‖Δz‖.
 * Σ‖Ẇ_l‖² ≤ 1 is used through Cauchy's inequality, also where ȧ depends on other parts of θ̇ than Ẇ: 2 ‖Ẇ_l‖ ‖ȧ‖ ≤ √(Σ parts²).
 */
final class ParameterBall {
    private final List<Layer> layers;
    private final PreciseForward forward;
    private final List<Integer> moved;
    private final double[] norms;
    private final AtomicReference<String> kinked = new AtomicReference<>();

    ParameterBall(List<Layer> layers, PreciseForward forward, List<Integer> moved, double[] norms) {
        this.layers = layers;
        this.forward = forward;
        this.moved = moved;
        this.norms = norms;
    }

    /** A number not below ‖D²x_i‖ on the ball; infinite where a kink is in it. */
    double secondDerivative(int sample, double radius) {
        double[] parts = new double[layers.size()]; // ‖ȧ‖ ≤ Σ parts_m ‖Ẇ_m‖
        double shift = 0; // ‖Δa‖
        double second = 0; // ‖ä‖
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            boolean free = moved.contains(l + 1);
            double c = Math.abs(layer.parametrization().factor());
            double norm = free ? Upward.plus(norms[l], Upward.times(c, radius)) : norms[l];
            double features = Upward.plus(size(l, sample), Upward.times(c, shift));
            double first = Upward.norm(parts);
            second = Upward.times(norm, second);
            second = free ? Upward.plus(second, Upward.times(c, first)) : second;
            for (int m = 0; m < l; m++) {
                parts[m] = Upward.times(norm, parts[m]);
            }
            parts[l] = free ? features : 0;
            double reach = Upward.times(norms[l], shift);
            reach = free ? Upward.plus(reach, Upward.times(radius, features)) : reach;
            Steepness steepness = Steepness.of(layer, forward.preActivations().get(l), sample, reach);
            if (steepness.kinkAt() >= 0 && reach > 0) {
                kinked.set("no kink within the ball: layer " + (l + 1) + ", unit " + (steepness.kinkAt() + 1)
                        + ", distinct sample " + (sample + 1));
                return Double.POSITIVE_INFINITY;
            }
            if (steepness.kinkAt() >= 0) {
                continue; // nothing below is moved, so neither is this unit
            }
            double speed = Upward.norm(parts);
            second = Upward.plus(
                    Upward.times(steepness.curvature(), Upward.times(speed, speed)),
                    Upward.times(steepness.slope(), second));
            for (int m = 0; m <= l; m++) {
                parts[m] = Upward.times(steepness.slope(), parts[m]);
            }
            shift = Upward.times(steepness.slope(), reach);
        }
        return Double.isNaN(second) ? Double.POSITIVE_INFINITY : second;
    }

    /** ‖ã_i‖ of layer l + 1. */
    private double size(int l, int sample) {
        WideMatrix signal = forward.signals().get(l);
        int rows = signal.rows();
        double[] sizes = new double[rows + 1];
        for (int v = 0; v < rows; v++) {
            int at = v + sample * rows;
            sizes[v] = Upward.plus(Math.abs(signal.hi().data()[at]), signal.radius(at));
        }
        sizes[rows] = Math.abs(layers.get(l).parametrization().biasFactor());
        return Upward.norm(sizes);
    }

    /** The kink that stood in the way, if one did. */
    Optional<String> kinked(double radius) {
        return radius > 0 ? Optional.ofNullable(kinked.get()) : Optional.empty();
    }
}
