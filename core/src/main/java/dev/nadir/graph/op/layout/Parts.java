package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Tensor;
import java.util.List;

/** Several selections from one input, one per output. */
record Parts(int places, List<Selection> selections) implements Applied {
    @Override
    public Tensor[] outputs() {
        return selections.stream().map(part -> part.outputs()[0]).toArray(Tensor[]::new);
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        return selections.stream().map(part -> part.jvp(tangents)[0]).toArray(Tensor[]::new);
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        Tensor[] result = new Tensor[places];
        for (int k = 0; k < cotangents.length; k++) {
            Tensor part = selections.get(k).vjp(new Tensor[] {cotangents[k]}, wanted)[0];
            result[0] = result[0] == null ? part : sum(result[0], part);
        }
        return result;
    }

    private static Tensor sum(Tensor first, Tensor second) {
        double[] sum = first.values().clone();
        for (int i = 0; second != null && i < sum.length; i++) {
            sum[i] += second.values()[i];
        }
        return first.with(sum);
    }
}
