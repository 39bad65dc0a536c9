package dev.nadir.graph.op.composed;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.composed.Normalizations.Spread;
import dev.nadir.graph.op.composed.Normalizations.Standardized;
import dev.nadir.graph.tensor.Tensor;

/** y = x̂ ∘ scale + shift; the inputs are x, scale, shift or none, and what else the operator has, which stays fixed. */
final class Normalized implements Applied {
    private final Tensor[] inputs;
    private final Standardized standardized;
    private final Spread scales;
    private final Spread shifts;
    private final Tensor output;

    Normalized(Tensor[] inputs, Standardized standardized, Spread scales, Spread shifts) {
        this.inputs = inputs;
        this.standardized = standardized;
        this.scales = scales;
        this.shifts = shifts;
        double[] values = new double[inputs[0].size()];
        addScaled(standardized.value(), inputs[1], values);
        addShift(shifts == null ? null : inputs[2], values);
        this.output = inputs[0].with(values);
    }

    private void addScaled(double[] standard, Tensor scale, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += standard[i] * scale.values()[scales.of(i)];
        }
    }

    private void addShift(Tensor shift, double[] sum) {
        for (int i = 0; shift != null && i < sum.length; i++) {
            sum[i] += shift.values()[shifts.of(i)];
        }
    }

    @Override
    public Tensor[] outputs() {
        return new Tensor[] {output};
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        Tensor shift = shifts == null ? null : tangents[2];
        if (tangents[0] == null && tangents[1] == null && shift == null) {
            return new Tensor[1];
        }
        double[] sum = new double[output.size()];
        if (tangents[0] != null) {
            addScaled(standardized.derivative(tangents[0].values()), inputs[1], sum);
        }
        if (tangents[1] != null) {
            addScaled(standardized.value(), tangents[1], sum);
        }
        addShift(shift, sum);
        return new Tensor[] {output.with(sum)};
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[inputs.length];
        if (cotangents[0] == null) {
            return result;
        }
        double[] u = cotangents[0].values();
        if (wanted[0]) {
            double[] scaled = new double[u.length];
            addScaled(u, inputs[1], scaled);
            result[0] = output.with(standardized.derivative(scaled));
        }
        if (wanted[1]) {
            double[] sum = new double[inputs[1].size()];
            for (int i = 0; i < u.length; i++) {
                sum[scales.of(i)] += u[i] * standardized.value()[i];
            }
            result[1] = inputs[1].with(sum);
        }
        if (shifts != null && wanted[2]) {
            double[] sum = new double[inputs[2].size()];
            for (int i = 0; i < u.length; i++) {
                sum[shifts.of(i)] += u[i];
            }
            result[2] = inputs[2].with(sum);
        }
        return result;
    }
}
