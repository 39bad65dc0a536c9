package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.nadir.graph.GraphDefinition;
import dev.nadir.graph.GraphInput;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.composed.Operators;
import dev.nadir.graph.tensor.Kind;
import dev.nadir.graph.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads any feed-forward graph from an ONNX file: nodes with their attributes, stored values, one input and one output.
 *
 * <p>Nothing is computed here; what the operators accept is decided by {@link Operators} when the graph is made a model. The
 * rules for files from elsewhere are those of {@link OnnxReader}.
 */
public final class GraphReader {
    private static final Set<String> HEADS = Set.of("Softmax", "LogSoftmax");

    private final String file;
    private final ModelProto model;
    private final GraphProto graph;
    private final GraphTensors tensors;
    private final OutputChoice choice;

    /**
     * Which value of a graph is its result.
     *
     * @param name of the value; empty for the graph's one output
     * @param cutHead take what a Softmax at the end is applied to
     */
    public record OutputChoice(String name, boolean cutHead) {
        /** The graph's one output, which must not be a Softmax. */
        public static final OutputChoice ONLY = new OutputChoice("", false);
    }

    private GraphReader(Path path, OutputChoice choice) throws IOException {
        this.file = path.getFileName().toString();
        this.model = OnnxReader.parse(path);
        this.graph = model.getGraph();
        this.tensors = new GraphTensors(path);
        this.choice = choice;
    }

    /**
     * Reads a graph, with its external data files if it has some.
     *
     * @throws IOException if the file is missing or damaged, or its inputs and outputs are not one of each: one line that names
     *     the file and the way out
     */
    public static OnnxGraph read(Path path, OutputChoice choice) throws IOException {
        try {
            return new GraphReader(path, choice).read();
        } catch (IOException e) {
            throw new IOException(OnnxReader.printable(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(OnnxReader.printable(path.getFileName() + ": " + e.getMessage()), e);
        }
    }

    private OnnxGraph read() throws IOException {
        int opset = opset();
        if (graph.getSparseInitializerCount() > 0) {
            throw fail("holds sparse initializers, which are not read; export with dense weights");
        }
        Map<String, Tensor> initializers = new LinkedHashMap<>();
        for (TensorProto stored : graph.getInitializerList()) {
            if (initializers.put(stored.getName(), tensors.read(stored)) != null) {
                throw fail("two initializers are called \"" + stored.getName()
                        + "\"; the file is damaged, export it again");
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            nodes.add(node(i, graph.getNode(i), opset));
        }
        GraphInput input = input(initializers.keySet());
        GraphDefinition definition = new GraphDefinition(nodes, initializers, input, output(nodes));
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        String producer = (model.getProducerName() + " " + model.getProducerVersion()).strip();
        return new OnnxGraph(definition, metadata, OnnxReader.printable(producer), opset, model);
    }

    private int opset() throws IOException {
        for (OperatorSetIdProto imported : model.getOpsetImportList()) {
            if (imported.getDomain().isEmpty() || imported.getDomain().equals("ai.onnx")) {
                long version = imported.getVersion();
                if (version < Operators.OLDEST_OPSET || version > Operators.NEWEST_OPSET) {
                    throw fail("opset " + version + " is not read, supported are " + Operators.OLDEST_OPSET + " to "
                            + Operators.NEWEST_OPSET + "; export again with opset_version=18");
                }
                return (int) version;
            }
        }
        throw fail("names no operator set; the file is damaged, export it again");
    }

    private Node node(int index, NodeProto node, int opset) throws IOException {
        String name = node.getName().isEmpty() ? "" : " \"" + node.getName() + "\"";
        String place = "node " + (index + 1) + " (" + node.getOpType() + name + ")";
        if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
            throw fail(place + ": operators of domain " + node.getDomain()
                    + " are not read; export with torch.onnx.export(..., dynamo=True) of PyTorch 2.6 or newer, or with"
                    + " dynamo=False, and without optimizing the file for one runtime");
        }
        return new Node(
                place,
                node.getOpType(),
                opset,
                node.getInputList(),
                node.getOutputList(),
                tensors.attributes(node, place));
    }

    private GraphInput input(Set<String> initializers) throws IOException {
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initializers.contains(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            List<String> names = inputs.stream().map(ValueInfoProto::getName).toList();
            throw fail("got " + inputs.size() + " inputs " + names
                    + ", expected one; export a module that takes one tensor and makes the others itself");
        }
        TypeProto.Tensor type = inputs.get(0).getType().getTensorType();
        if (!type.hasShape() || type.getShape().getDimCount() == 0) {
            throw fail("its input \"" + inputs.get(0).getName()
                    + "\" has no axis for samples; export with an example input of shape [1, ...]");
        }
        int[] extents = new int[type.getShape().getDimCount()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = extent(type.getShape().getDim(axis), inputs.get(0).getName());
        }
        return new GraphInput(
                inputs.get(0).getName(), kind(type.getElemType(), inputs.get(0).getName()), extents);
    }

    private int extent(Dimension dimension, String name) throws IOException {
        if (dimension.getValueCase() != Dimension.ValueCase.DIM_VALUE) {
            return GraphInput.OPEN;
        }
        long extent = dimension.getDimValue();
        if (extent < 1 || extent > 1 << 28) {
            throw fail("its input \"" + name + "\" has an axis of " + extent
                    + " entries; export with an example input that has some");
        }
        return (int) extent;
    }

    private Kind kind(int type, String name) throws IOException {
        return switch (type) {
            case TensorProto.DataType.FLOAT_VALUE,
                    TensorProto.DataType.DOUBLE_VALUE,
                    TensorProto.DataType.FLOAT16_VALUE,
                    TensorProto.DataType.BFLOAT16_VALUE -> Kind.FLOAT;
            case TensorProto.DataType.INT64_VALUE, TensorProto.DataType.INT32_VALUE -> Kind.INTEGER;
            default ->
                throw fail("its input \"" + name + "\" is of type " + TensorProto.DataType.forNumber(type)
                        + ", expected a floating type, INT64 or INT32");
        };
    }

    private String output(List<Node> nodes) throws IOException {
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (!choice.name().isEmpty()) {
            boolean known = outputs.contains(choice.name())
                    || nodes.stream().anyMatch(node -> node.outputs().contains(choice.name()));
            if (!known) {
                throw fail("has no value \"" + choice.name() + "\"; its outputs are " + String.join(", ", outputs));
            }
            return choice.name();
        }
        if (outputs.size() != 1) {
            throw fail("got " + outputs.size() + " outputs, expected one; choose it with --output: "
                    + String.join(", ", outputs));
        }
        return withoutHead(nodes, outputs.get(0));
    }

    /** A softmax at the end is the loss's affair, or meant: the user says which. */
    private String withoutHead(List<Node> nodes, String output) throws IOException {
        Node last = nodes.stream()
                .filter(node -> node.outputs().contains(output))
                .findFirst()
                .orElse(null);
        if (last != null && last.operator().equals("Identity") && last.hasInput(0)) {
            return withoutHead(
                    nodes.subList(0, nodes.indexOf(last)), last.inputs().get(0));
        }
        boolean head = last != null && HEADS.contains(last.operator()) && last.hasInput(0);
        if (head && !choice.cutHead()) {
            throw fail(last.place() + ": the model ends in probabilities; give --cut-head to take the scores before, or"
                    + " --output " + output + " to take the probabilities");
        }
        return head ? last.inputs().get(0) : output;
    }

    private IOException fail(String message) {
        return new IOException(file + ": " + message);
    }
}
