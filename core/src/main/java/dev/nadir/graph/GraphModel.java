package dev.nadir.graph;

import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Model;
import dev.nadir.model.Parameter;
import dev.nadir.model.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Any feed-forward graph as a model: run sample by sample, or in groups of the size that the file fixes, all in float64.
 *
 * <p>A sample is a column of M numbers, read row-major in the shape of the graph's input; a result of more than one axis is
 * flattened, Q numbers. Which stored values are parameters says {@link ParameterSearch}; θ holds the entries of the trained
 * ones, each row-major, in the order of the file.
 */
public final class GraphModel implements Model {
    private final GraphDefinition graph;
    private final Values values;
    private final int[] roots;
    private final boolean[] trained;
    private final Tensor[] rootValues;
    private final Program program;
    private final int[] sampleShape;
    private final int outputDim;
    private final Parameters parameters;
    private final Tensor[] started;
    private final Tape parameterTape;

    private GraphModel(GraphModel like, boolean[] trained, Tensor[] rootValues, Program program) {
        this.graph = like.graph;
        this.values = like.values;
        this.roots = like.roots;
        this.sampleShape = like.sampleShape;
        this.outputDim = like.outputDim;
        this.trained = trained;
        this.rootValues = rootValues;
        this.program = program;
        this.parameters = table();
        this.started = start();
        this.parameterTape = new Tape(program.ofParameters(), program.active(), started);
    }

    private GraphModel(GraphDefinition graph, int... sampleShape) {
        this.graph = graph;
        this.values = new Values(graph);
        this.sampleShape = sampleShape.clone();
        int input = values.number(graph.input().name());
        Tensor[] probe = probe(input);
        boolean[] data = dependsOn(input);
        int output = values.number(graph.output());
        this.outputDim = outputDim(probe[output], data[output]);
        this.roots = new ParameterSearch(values, probe, data)
                .from(output).stream().mapToInt(i -> i).toArray();
        this.trained = new boolean[roots.length];
        Arrays.fill(trained, true);
        this.rootValues = Arrays.stream(roots).mapToObj(i -> probe[i]).toArray(Tensor[]::new);
        this.program = new Program(values, probe, data, input, output, roots);
        this.parameters = table();
        this.started = start();
        this.parameterTape = new Tape(program.ofParameters(), program.active(), started);
    }

    /**
     * A graph for samples of a given shape, all parameters trained. Runs it once on zeros.
     *
     * @param sampleShape of one sample, without the batch axis; what {@link GraphInput#sampleShape} says
     * @throws NodeRefusal if a node is not read, or does not fit the shape
     * @throws IllegalArgumentException if the result is not one per sample, or the graph is damaged
     */
    public static GraphModel of(GraphDefinition graph, int... sampleShape) {
        return new GraphModel(graph, sampleShape);
    }

    private int[] groupShape() {
        return IntStream.concat(IntStream.of(graph.input().group()), Arrays.stream(sampleShape))
                .toArray();
    }

    /** All values with those of the file, run once on zeros. */
    private Tensor[] probe(int input) {
        Tensor[] probe = new Tensor[values.count()];
        graph.initializers().forEach((name, tensor) -> probe[values.number(name)] = tensor);
        probe[input] = Tensor.zeros(groupShape()).as(graph.input().kind());
        new Tape(values.steps(), new boolean[probe.length], probe);
        return probe;
    }

    private boolean[] dependsOn(int input) {
        boolean[] depends = new boolean[values.count()];
        depends[input] = true;
        for (Step step : values.steps()) {
            boolean any = Arrays.stream(step.inputs()).anyMatch(i -> i != Step.NONE && depends[i]);
            Arrays.stream(step.outputs()).filter(i -> i != Step.NONE).forEach(i -> depends[i] = any);
        }
        return depends;
    }

    private int outputDim(Tensor result, boolean varies) {
        int group = graph.input().group();
        if (!varies || !result.isFloat() || result.rank() == 0 || result.extent(0) != group) {
            throw new IllegalArgumentException("output \"" + graph.output() + "\": got "
                    + (varies ? result : "a constant") + " for " + group
                    + " sample(s), expected real numbers with one row per sample; name another with --output");
        }
        return result.size() / group;
    }

    private Parameters table() {
        List<String> names = values.names();
        List<Parameter> all = new ArrayList<>();
        int count = 0;
        for (int k = 0; k < roots.length; k++) {
            List<Integer> shape = Arrays.stream(rootValues[k].shape()).boxed().toList();
            all.add(new Parameter(names.get(roots[k]), shape, trained[k]));
            count = Math.addExact(count, trained[k] ? rootValues[k].size() : 0);
        }
        double[] theta = new double[count];
        int at = 0;
        for (int k = 0; k < roots.length; k++) {
            if (trained[k]) {
                System.arraycopy(rootValues[k].values(), 0, theta, at, rootValues[k].size());
                at += rootValues[k].size();
            }
        }
        return new Parameters(all, theta);
    }

    private Tensor[] start() {
        Tensor[] start = program.constants();
        for (int k = 0; k < roots.length; k++) {
            start[roots[k]] = rootValues[k];
        }
        return start;
    }

    /** The same graph with only the parameters trained whose name is chosen. */
    public GraphModel training(Predicate<String> chosen) {
        List<String> names = values.names();
        boolean[] now = new boolean[roots.length];
        List<Integer> active = new ArrayList<>();
        for (int k = 0; k < roots.length; k++) {
            now[k] = chosen.test(names.get(roots[k]));
            if (now[k]) {
                active.add(roots[k]);
            }
        }
        Program other = new Program(
                values,
                probe(program.input()),
                dependsOn(program.input()),
                program.input(),
                program.output(),
                active.stream().mapToInt(i -> i).toArray());
        return new GraphModel(this, now, rootValues, other);
    }

    @Override
    public int inputDim() {
        return Shapes.size(sampleShape);
    }

    @Override
    public int outputDim() {
        return outputDim;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    /** The graph as the file has it, with the values of the file. */
    public GraphDefinition graph() {
        return graph;
    }

    /** The present values of all parameters by name, in the order of the file. */
    public Map<String, Tensor> parameterValues() {
        Map<String, Tensor> present = new LinkedHashMap<>();
        for (int k = 0; k < roots.length; k++) {
            present.put(values.names().get(roots[k]), rootValues[k]);
        }
        return Collections.unmodifiableMap(present);
    }

    /**
     * The same graph with other values of some parameters, trained or not.
     *
     * @param named by name, each of the shape it has
     * @throws IllegalArgumentException if a name or a shape is another one
     */
    public GraphModel withValues(Map<String, Tensor> named) {
        Tensor[] moved = rootValues.clone();
        Set<String> unknown = new TreeSet<>(named.keySet());
        for (int k = 0; k < roots.length; k++) {
            String name = values.names().get(roots[k]);
            Tensor value = named.get(name);
            unknown.remove(name);
            if (value != null && !Arrays.equals(value.shape(), moved[k].shape())) {
                throw new IllegalArgumentException(name + ": got the shape " + Shapes.text(value.shape())
                        + ", expected " + Shapes.text(moved[k].shape()));
            }
            moved[k] = value == null ? moved[k] : value;
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("values: got " + unknown + ", expected names of parameters");
        }
        return new GraphModel(this, trained, moved, program);
    }

    @Override
    public GraphModel withParameters(double[] theta) {
        if (theta.length != parameters.count()) {
            throw new IllegalArgumentException(
                    "theta: got " + theta.length + " numbers, expected K = " + parameters.count());
        }
        Tensor[] moved = rootValues.clone();
        int at = 0;
        for (int k = 0; k < roots.length; k++) {
            if (trained[k]) {
                moved[k] = moved[k].with(Arrays.copyOfRange(theta, at, at + moved[k].size()));
                at += moved[k].size();
            }
        }
        return new GraphModel(this, trained, moved, program);
    }

    /**
     * The outputs and the Jacobian as an operator; keeps what every sample's derivatives need.
     *
     * @throws NodeRefusal if a node does not take the inputs, such as a token number outside the table
     */
    @Override
    public GraphEvaluation at(Matrix inputs) {
        return new GraphEvaluation(this, inputs);
    }

    /**
     * Checks on the first samples that the outputs of one do not depend on the others: only then is D made of rows of one sample.
     *
     * @throws IllegalArgumentException if they do
     */
    public void requireSeparateSamples(Matrix inputs) {
        SampleMixing.found(this, inputs).ifPresent(sample -> {
            throw new IllegalArgumentException("output \"" + graph.output() + "\": the outputs of sample " + sample
                    + " change with the samples beside it, expected samples that do not mix; export after model.eval(), so"
                    + " that normalizations do not use the batch");
        });
    }

    /** The same with another size of the groups that are run together. */
    GraphModel inGroupsOf(int size) {
        int[] extents = graph.input().extents().clone();
        extents[0] = size;
        GraphInput input = new GraphInput(graph.input().name(), graph.input().kind(), extents);
        return new GraphModel(
                new GraphDefinition(graph.nodes(), graph.initializers(), input, graph.output()), sampleShape);
    }

    /** The result for one input, derivatives aside. */
    Tensor result(Tensor input) {
        Tensor[] run = started();
        run[program.input()] = input;
        new Tape(program.ofData(), new boolean[run.length], run);
        return run[program.output()];
    }

    Program program() {
        return program;
    }

    Tape parameterTape() {
        return parameterTape;
    }

    /** Cotangents of what does not depend on data, carried back to the parameters and put side by side as θ. */
    double[] gradient(Tensor[] cotangents) {
        parameterTape.pull(cotangents);
        double[] gradient = new double[parameters.count()];
        int at = 0;
        for (int root : trainedRoots()) {
            if (cotangents[root] != null) {
                System.arraycopy(cotangents[root].values(), 0, gradient, at, cotangents[root].size());
            }
            at += started[root].size();
        }
        return gradient;
    }

    /** Values before the steps on data. */
    Tensor[] started() {
        return started.clone();
    }

    /** The numbers of the trained parameters, in the order of θ. */
    int[] trainedRoots() {
        return IntStream.range(0, roots.length)
                .filter(k -> trained[k])
                .map(k -> roots[k])
                .toArray();
    }

    /** The samples from a column on as one input; the last one fills up a group. */
    Tensor group(Matrix inputs, int from) {
        int size = graph.input().group();
        double[] values = new double[Shapes.size(groupShape())];
        int m = inputs.rows();
        for (int i = 0; i < size; i++) {
            System.arraycopy(inputs.data(), Math.min(from + i, inputs.columns() - 1) * m, values, i * m, m);
        }
        return new Tensor(graph.input().kind(), groupShape(), values);
    }

    /** How many samples are run at once. */
    int groupSize() {
        return graph.input().group();
    }

    void requireInputs(Matrix inputs) {
        if (inputs.columns() == 0) {
            throw new IllegalArgumentException("inputs: got no sample, expected at least one");
        }
        Matrix.requireShape(inputs, inputDim(), inputs.columns(), "inputs");
        if (graph.input().kind() != Kind.FLOAT) {
            for (double value : inputs.data()) {
                if (value != Math.rint(value)) {
                    throw new IllegalArgumentException("inputs: got " + value + ", expected whole numbers for \""
                            + graph.input().name() + "\"");
                }
            }
        }
    }
}
