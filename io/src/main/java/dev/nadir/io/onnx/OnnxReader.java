package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.nadir.matrix.NotEnoughMemory;
import dev.nadir.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads multilayer perceptrons from ONNX files, ours and those of PyTorch's exporters, opset 13 to 21.
 *
 * <p>Layers are Gemm or MatMul and Add; activations are operators or the forms that exporters take them apart into;
 * scales and shifts before the first layer become the input scaling. Float64 parameters are read bit for bit, smaller
 * types widened exactly.
 */
public final class OnnxReader {
    private static final int OLDEST_OPSET = 13;
    private static final int NEWEST_OPSET = 21;

    private OnnxReader() {}

    /**
     * Reads a model, with its external data files if it has some; memory about three times the file.
     *
     * @throws IOException if the file is missing or damaged, or holds anything but a multilayer perceptron: one line
     *     that names the file, the node and the way out
     */
    public static OnnxModel read(Path path) throws IOException {
        try {
            return readModel(path);
        } catch (IOException e) {
            throw new IOException(printable(e.getMessage()), e);
        }
    }

    private static OnnxModel readModel(Path path) throws IOException {
        ModelProto model = parse(path);
        String file = path.getFileName().toString();
        int opset = opset(file, model);
        GraphWalk walk = new GraphWalk(file, model.getGraph(), new TensorReader(path));
        ValueInfoProto input = walk.input();
        List<String> notes = new ArrayList<>();
        List<Step> steps = new StepList(file, notes).of(walk.output());
        Network network = new NetworkAssembly(file, notes).assemble(steps);
        requireInput(file, input, network);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        String producer = (model.getProducerName() + " " + model.getProducerVersion()).strip();
        List<String> printable = notes.stream().map(OnnxReader::printable).toList();
        return new OnnxModel(network, metadata, precision(input, walk), printable(producer), opset, printable);
    }

    /** Names in a foreign file may hold anything, line breaks and terminal escapes too. */
    static String printable(String message) {
        return message == null
                ? "unreadable"
                : message.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    static ModelProto parse(Path path) throws IOException {
        String file = path.getFileName().toString();
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + ": there is no such file");
        }
        if (Files.size(path) > Integer.MAX_VALUE - 8) {
            throw new IOException(file + ": " + Files.size(path)
                    + " bytes, and an ONNX file holds less than 2 GiB; save the weights as external data");
        }
        // its bytes, and the numbers made of them
        NotEnoughMemory.require(file + " of " + NotEnoughMemory.size(Files.size(path)), 2.0 * Files.size(path));
        try {
            // an immutable source, so that weights alias the file's bytes instead of copying them
            CodedInputStream in =
                    UnsafeByteOperations.unsafeWrap(Files.readAllBytes(path)).newCodedInput();
            in.enableAliasing(true);
            in.setSizeLimit(Integer.MAX_VALUE);
            ModelProto model = ModelProto.parseFrom(in);
            if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
                throw new IOException(file + ": holds no graph; it is not an ONNX model");
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + ": not an ONNX model, or cut short (" + e.getMessage() + ")", e);
        }
    }

    private static int opset(String file, ModelProto model) throws IOException {
        for (OperatorSetIdProto imported : model.getOpsetImportList()) {
            if (imported.getDomain().isEmpty() || imported.getDomain().equals("ai.onnx")) {
                long version = imported.getVersion();
                if (version < OLDEST_OPSET || version > NEWEST_OPSET) {
                    throw new IOException(file + ": opset " + version + " is not read, supported are " + OLDEST_OPSET
                            + " to " + NEWEST_OPSET + "; export again with opset_version=18");
                }
                return (int) version;
            }
        }
        throw new IOException(file + ": names no operator set; the file is damaged, export it again");
    }

    /** The declared width of the input, where there is one, must be what the first layer takes. */
    private static void requireInput(String file, ValueInfoProto input, Network network) throws IOException {
        TensorShapeProto shape = input.getType().getTensorType().getShape();
        if (shape.getDimCount() < 2) {
            return;
        }
        long width = 1;
        for (int d = 1; d < shape.getDimCount(); d++) {
            if (shape.getDim(d).getValueCase() != TensorShapeProto.Dimension.ValueCase.DIM_VALUE) {
                return;
            }
            width *= shape.getDim(d).getDimValue();
        }
        if (width != network.inputDim()) {
            throw new IOException(file + ": its input \"" + input.getName() + "\" has " + width
                    + " features, but the first layer takes " + network.inputDim());
        }
    }

    private static Precision precision(ValueInfoProto input, GraphWalk walk) {
        TypeProto.Tensor type = input.getType().getTensorType();
        boolean wide = type.getElemType() == TensorProto.DataType.DOUBLE_VALUE;
        return wide && !walk.single() ? Precision.FLOAT64 : Precision.FLOAT32;
    }
}
