package dev.nadir.app.shell;

import dev.nadir.data.Dataset;
import dev.nadir.data.Standardization;
import dev.nadir.graph.GraphModel;
import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.io.onnx.GraphReader;
import dev.nadir.io.onnx.OnnxGraph;
import dev.nadir.io.onnx.OnnxModel;
import dev.nadir.io.onnx.OnnxReader;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mixin: a model and data, or data and how to draw a network for them. */
public final class NetworkInputs {
    @Parameters(
            arity = "0..*",
            paramLabel = "[MODEL] DATA",
            hideParamSyntax = true,
            description = "The ONNX model, unless --hidden draws a network, and the data: CSV, TSV (also .gz), Parquet,"
                    + " NPY, NPZ or IDX, one sample per row. They are told apart by what is in them.")
    private List<Path> files = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--init",
            paramLabel = "SCHEME",
            description =
                    "Draw the parameters: kaiming, xavier, ntk, torch, karhadkar or zero. With a model: draw its parameters anew.")
    private String init;

    @Mixin
    private NetworkOptions drawn;

    @Option(names = "--no-bias", description = "Without a model: layers W a without biases, as in [CM] Props. 3 and 4.")
    private boolean withoutBiases;

    @Option(
            names = "--perturb",
            paramLabel = "S",
            defaultValue = "0",
            description = "Add normal noise of standard deviation S to every parameter.")
    private double deviation;

    @Option(names = "--standardize", description = "Bring every feature to mean 0 and standard deviation 1 first.")
    private boolean standardize;

    private InputFiles named;

    private OnnxModel perceptron; // read once, where it was asked whether it is one

    /** Tells the files apart, and refuses combinations that mean nothing. */
    public void check() throws IOException {
        named = InputFiles.of(files, "[MODEL] DATA");
        files = named.ordered();
        boolean model = named.model().isPresent();
        if (!model && (!drawn.given() || init == null)) {
            throw new IllegalArgumentException("network: got neither a model nor both --init and --hidden, expected "
                    + "MODEL DATA, or DATA --init kaiming --hidden 64,64");
        }
        if (model && withoutBiases) {
            throw new IllegalArgumentException("--no-bias: got it beside the model " + files.get(0)
                    + ", expected it only with --hidden; a model's layers have the biases that its file has");
        }
        if (model && drawn.given()) {
            throw new IllegalArgumentException("--hidden: got it beside the model " + files.get(0)
                    + ", expected only one of them; --init alone draws the model's parameters anew");
        }
        if (model) {
            new GivenOptions(spec).refuse("the model " + files.get(0) + ", which has its own", "--activation");
        }
    }

    /** Model and data, once checked. */
    public InputFiles named() {
        return named;
    }

    /** What is read and no output may replace. */
    public List<Path> files(DataFormatOptions format) {
        List<Path> all = format.files(files.get(files.size() - 1));
        if (files.size() == 2) {
            all.add(files.get(0));
        }
        return all;
    }

    /**
     * Reads the files where the model is no plain perceptron, or is to be taken as a graph; empty where it is one, which
     * {@link #read} then takes.
     *
     * @throws IOException if the model is neither: what the graph reader says
     */
    public Optional<GraphOnData> readGraph(GraphOptions options, DataFormatOptions format, Progress progress)
            throws IOException {
        if (files.size() < 2) {
            new GivenOptions(spec).refuse("a network that is drawn", GraphOptions.NAMES);
            return Optional.empty();
        }
        if (!options.given()) {
            try {
                perceptron = OnnxReader.read(files.get(0));
                return Optional.empty();
            } catch (IOException noPerceptron) {
                progress.stage("reading " + files.get(0) + " as a graph");
            }
        }
        OnnxGraph file = GraphReader.read(files.get(0), options.choice());
        new GivenOptions(spec).refuse("a model that is no plain perceptron", "--init", "--perturb", "--layers");
        Path data = files.get(files.size() - 1);
        Dataset raw = format.read(data, ModelTarget.targetNames(file));
        return Optional.of(graph(file, raw, options));
    }

    private GraphOnData graph(OnnxGraph file, Dataset raw, GraphOptions options) {
        String name = files.get(0).toString();
        try {
            int[] shape = file.graph().input().sampleShape(raw.inputDim());
            GraphModel model = options.trained(GraphModel.of(file.graph(), shape));
            Dataset fitted = scaled(
                    ModelTarget.of(file, model.inputDim(), model.outputDim()).fitted(raw));
            model.requireSeparateSamples(fitted.features());
            return new GraphOnData(fitted, model, file, name, drawn.seed());
        } catch (NodeRefusal refusal) {
            throw new IllegalArgumentException(name + ": " + refusal.getMessage(), refusal);
        }
    }

    /** Reads the files and makes the network. */
    public NetworkOnData read(DataFormatOptions format, Progress progress) throws IOException {
        Path file = files.get(files.size() - 1);
        progress.stage("reading " + file);
        NetworkOnData subject;
        if (files.size() == 2) {
            OnnxModel model = perceptron == null ? OnnxReader.read(files.get(0)) : perceptron;
            Dataset raw = ModelTarget.of(model).read(file, format);
            subject = new NetworkOnData(
                    scaled(raw), raw, model.network(), files.get(0).toString(), drawn.seed(), scaling(raw));
        } else {
            Dataset raw = format.read(file);
            Network fresh = fresh(raw, new SplittableRandom(drawn.seed()));
            Network network = withoutBiases ? fresh.withoutBiases() : fresh;
            subject =
                    new NetworkOnData(scaled(raw), raw, network, init + " initialization", drawn.seed(), scaling(raw));
        }
        return init == null && deviation == 0 ? subject : subject.with(redrawn(subject.network(), 0));
    }

    /** The same architecture drawn for the given index, 0 for the network that is analyzed. */
    public Network redrawn(Network network, int index) {
        SplittableRandom random = new SplittableRandom(drawn.seed() + index);
        Network anew = init == null ? network : Initialization.byName(init).redraw(network, random);
        return Initialization.perturb(anew, deviation, random);
    }

    /** Whether drawing again gives another network. */
    public boolean random() {
        return (init != null && !init.equalsIgnoreCase("zero")) || deviation > 0;
    }

    private Network fresh(Dataset data, SplittableRandom random) {
        int[] dims = drawn.layerDims(data.inputDim(), data.trainingSet().outputDim());
        return Initialization.byName(init).network(dims, drawn.activation(), random);
    }

    private Optional<RowScaling> scaling(Dataset raw) {
        return standardize ? Optional.of(Standardization.of(raw.features())) : Optional.empty();
    }

    private Dataset scaled(Dataset raw) {
        return scaling(raw)
                .map(scaling ->
                        new Dataset(raw.name(), scaling.apply(raw.features()), raw.featureNames(), raw.target()))
                .orElse(raw);
    }
}
