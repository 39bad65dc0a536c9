package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.nadir.io.file.OutputFile;
import dev.nadir.matrix.RowScaling;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.Parametrization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a network as an ONNX model with one sample per row: input "input" of shape N x M, output "output" N x Q.
 *
 * <p>The input scaling becomes leading Sub and Mul nodes, every layer MatMul, Add and its activation: not Gemm,
 * whose kernels add the bias first and round against it once per block of the product (in ONNX Runtime 4 to 5 times the
 * error for 3,000 inputs or more and a large bias). W_l in our
 * column-major order has the very bytes of W_lᵀ in ONNX's row-major order, so parameters are copied as they are.
 * Float64 parameters come back bit for bit through {@link OnnxReader}.
 */
public final class OnnxWriter {
    private static final String PRODUCER = "nadir";

    static final String INPUT = "input";
    static final String OUTPUT = "output";
    /** The last operator set whose Softplus, Elu and LeakyRelu ONNX Runtime runs in float64. */
    static final int OPSET = 18;

    private static final int IR_VERSION = 8;
    /** Protocol buffers cannot hold 2 GiB or more; the graph itself needs far less than the margin. */
    private static final long MAX_PARAMETER_BYTES = Integer.MAX_VALUE - (16L << 20);

    private OnnxWriter() {}

    /**
     * Writes the model, whole or not at all ({@link OutputFile}).
     *
     * @param target the file to write; an existing one is replaced
     * @param network with finite parameters
     * @param metadata what the file says about itself: class names, seed, measured residual
     * @param precision float64, or float32 with every number rounded
     * @throws IllegalArgumentException if a parameter is not finite in this precision
     * @throws IOException if the model exceeds the 2 GiB of the format, or writing fails
     */
    public static void write(Path target, Network network, Map<String, String> metadata, Precision precision)
            throws IOException {
        ModelProto model = model(target, network, metadata, precision);
        OutputFile.write(target, model::writeTo);
    }

    /** Whether a file begins as those that this class writes: version of the format, then the producer. */
    public static boolean wrote(Path file) throws IOException {
        byte[] ours = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .build()
                .toByteArray();
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ours.length), ours);
        }
    }

    private static ModelProto model(Path target, Network network, Map<String, String> metadata, Precision precision)
            throws IOException {
        requireSize(target, network, precision);
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(PRODUCER)
                .setGraph(graph(network, precision));
        model.addOpsetImportBuilder().setVersion(OPSET);
        new TreeMap<>(metadata)
                .forEach((key, value) ->
                        model.addMetadataPropsBuilder().setKey(key).setValue(value));
        return model.build();
    }

    private static void requireSize(Path target, Network network, Precision precision) throws IOException {
        long bytes = network.parameterCount() * precision.bytes();
        if (bytes > MAX_PARAMETER_BYTES) {
            String sizes = String.format(
                    Locale.ROOT,
                    "%,d parameters in %s are %.2f GiB, and an ONNX file holds less than 2 GiB",
                    network.parameterCount(),
                    precision,
                    bytes / (double) (1 << 30));
            throw new IOException(target.getFileName() + ": " + sizes + "; use narrower layers"
                    + (precision == Precision.FLOAT64 && bytes / 2 <= MAX_PARAMETER_BYTES ? " or float32" : ""));
        }
    }

    private static GraphProto graph(Network network, Precision precision) {
        GraphBuilder graph = new GraphBuilder(precision);
        String a = INPUT;
        if (network.inputScaling().isPresent()) {
            RowScaling scaling = network.inputScaling().get();
            requireFinite(scaling.offset(), "input offset", precision);
            requireFinite(scaling.factor(), "input factor", precision);
            int m = network.inputDim();
            a = m == 1 ? scaled(graph, a, scaling) : scaled(graph, a, scaling, m);
        }
        for (int l = 1; l <= network.layers().size(); l++) {
            a = layer(graph, network.layers().get(l - 1), a, l);
        }
        graph.node(OUTPUT, "Identity", a);
        return graph.build(network.inputDim(), network.outputDim());
    }

    private static String scaled(GraphBuilder graph, String a, RowScaling scaling, int m) {
        String centred = graph.node("centred", "Sub", a, graph.constant("offset", scaling.offset(), m));
        return graph.node("scaled", "Mul", centred, graph.constant("factor", scaling.factor(), m));
    }

    /**
     * One feature: ONNX Runtime fuses Mul by one number with the product behind it, the number rounded to float32; times the
     * negative number, with the sign taken back, it is the same value and is left alone.
     */
    private static String scaled(GraphBuilder graph, String a, RowScaling scaling) {
        String centred = graph.plus("centred", a, "offset", -scaling.offset()[0]);
        String negative = number(graph, "factor", -scaling.factor()[0]);
        return graph.node("scaled", "Neg", graph.node("negative", "Mul", centred, negative));
    }

    private static String layer(GraphBuilder graph, Layer layer, String a, int l) {
        requireFinite(layer.weight().data(), "layer " + l + " weight", graph.precision());
        requireFinite(layer.bias(), "layer " + l + " bias", graph.precision());
        Parametrization fixed = layer.parametrization();
        String signal = fixed.shift() == 0 ? a : graph.plus("shifted" + l, a, "d" + l, fixed.shift());
        String weight = graph.constant("W" + l, layer.weight().data(), layer.inputDim(), layer.outputDim());
        String z = graph.node("Wa" + l, "MatMul", signal, scaled(graph, weight, fixed.factor()));
        if (layer.biased()) {
            String bias = graph.constant("b" + l, layer.bias(), layer.outputDim());
            String add = GraphBuilder.addition(layer.bias());
            z = graph.node("z" + l, add, z, scaled(graph, bias, fixed.biasFactor()));
        }
        return ActivationGraph.add(graph, layer.activation(), z, "layer" + l + "/");
    }

    /**
     * The constant times a fixed number, as a node of its own: the file keeps the parameters and the number apart. Not Mul of
     * the signal before the product, which ONNX Runtime fuses into a float32 attribute.
     */
    private static String scaled(GraphBuilder graph, String constant, double factor) {
        return factor == 1
                ? constant
                : graph.node(constant + "scaled", "Mul", constant, number(graph, constant + "factor", factor));
    }

    private static String number(GraphBuilder graph, String name, double value) {
        return graph.constant(name, new double[] {value});
    }

    private static void requireFinite(double[] values, String name, Precision precision) {
        double largest = precision == Precision.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= largest)) {
                throw new IllegalArgumentException(name + ": got " + values[i] + " at position " + i
                        + ", expected numbers that are finite in " + precision);
            }
        }
    }
}
