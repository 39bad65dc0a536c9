package dev.nadir.graph.op.composed;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An operator made of others, evaluated while it is written down: its derivatives are theirs, one after the other. Values are
 * numbered, the inputs first.
 */
final class Composition {
    /** Stands for an input that is left out. */
    static final int NONE = -1;

    private static final int OPSET = 18;

    private final String place;
    private final int inputs;
    private final List<Tensor> values = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private record Step(Applied applied, int[] inputs, int output) {}

    /** Of a node with these inputs. */
    Composition(Node node, Tensor... inputs) {
        this.place = node.place();
        this.inputs = inputs.length;
        values.addAll(Arrays.asList(inputs));
    }

    /** A value that depends on nothing. */
    int constant(Tensor tensor) {
        values.add(tensor);
        return values.size() - 1;
    }

    Tensor value(int number) {
        return values.get(number);
    }

    /** The number of the result of an operator of the table. */
    int call(String operator, int... from) {
        return call(operator, Map.of(), from);
    }

    int call(String operator, Map<String, ?> attributes, int... from) {
        List<String> names =
                Arrays.stream(from).mapToObj(k -> k == NONE ? "" : "v" + k).toList();
        Operator made = Operators.of(new Node(place, operator, OPSET, names, List.of("y"), new Attributes(attributes)));
        return add(
                made.at(Arrays.stream(from)
                        .mapToObj(k -> k == NONE ? null : values.get(k))
                        .toArray(Tensor[]::new)),
                from);
    }

    /** The number of the first output of what was evaluated at these values. */
    int add(Applied applied, int... from) {
        steps.add(new Step(applied, from, values.size()));
        values.add(applied.outputs()[0]);
        return values.size() - 1;
    }

    /** The composed operator with these values as its outputs. */
    Applied giving(int... outputs) {
        return new Composed(outputs);
    }

    private final class Composed implements Applied {
        private final int[] results;

        Composed(int... results) {
            this.results = results;
        }

        @Override
        public Tensor[] outputs() {
            return Arrays.stream(results).mapToObj(values::get).toArray(Tensor[]::new);
        }

        @Override
        public long kinks() {
            return steps.stream().mapToLong(step -> step.applied.kinks()).sum();
        }

        @Override
        public long candidates() {
            return steps.stream().mapToLong(step -> step.applied.candidates()).sum();
        }

        @Override
        public int[] sides() {
            return steps.stream()
                    .flatMapToInt(step -> Arrays.stream(step.applied.sides()))
                    .toArray();
        }

        @Override
        public Tensor[] jvp(Tensor[] tangents) {
            Tensor[] moved = Arrays.copyOf(tangents, values.size());
            for (Step step : steps) {
                Tensor[] ins = Arrays.stream(step.inputs)
                        .mapToObj(k -> k == NONE ? null : moved[k])
                        .toArray(Tensor[]::new);
                if (Arrays.stream(ins).anyMatch(t -> t != null)) {
                    moved[step.output] = step.applied.jvp(ins)[0];
                }
            }
            return Arrays.stream(results).mapToObj(k -> moved[k]).toArray(Tensor[]::new);
        }

        @Override
        public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
            boolean[] active = active(wanted);
            Tensor[] pulled = new Tensor[values.size()];
            for (int k = 0; k < results.length; k++) {
                accumulate(pulled, results[k], cotangents[k]);
            }
            for (int s = steps.size() - 1; s >= 0; s--) {
                Step step = steps.get(s);
                Tensor u = pulled[step.output];
                if (u != null && active[step.output]) {
                    boolean[] needed = new boolean[step.inputs.length];
                    for (int k = 0; k < needed.length; k++) {
                        needed[k] = step.inputs[k] != NONE && active[step.inputs[k]];
                    }
                    Tensor[] back = step.applied.vjp(new Tensor[] {u}, needed);
                    for (int k = 0; k < needed.length; k++) {
                        if (needed[k]) {
                            accumulate(pulled, step.inputs[k], back[k]);
                        }
                    }
                }
            }
            return Arrays.copyOf(pulled, inputs);
        }

        /** What depends on an input whose cotangent is wanted. */
        private boolean[] active(boolean[] wanted) {
            boolean[] active = Arrays.copyOf(wanted, values.size());
            for (Step step : steps) {
                active[step.output] = Arrays.stream(step.inputs).anyMatch(k -> k != NONE && active[k]);
            }
            return active;
        }

        private void accumulate(Tensor[] pulled, int number, Tensor more) {
            if (pulled[number] == null || more == null) {
                pulled[number] = more == null ? pulled[number] : more;
                return;
            }
            double[] sum = pulled[number].values().clone();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more.values()[i];
            }
            pulled[number] = more.with(sum);
        }
    }
}
