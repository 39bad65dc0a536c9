package dev.nadir.io.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.nadir.graph.GraphModel;
import dev.nadir.io.onnx.GraphReader;
import dev.nadir.io.onnx.OnnxGraph;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged graphs end in one line or in numbers, and soon: bytes turned over, files cut short, attributes, shapes and wires changed.
 * {@code -Dnadir.fuzz.graphs=5000} runs more.
 */
class GraphFuzzTest {
    private static final Path GOOD = Path.of("src/test/resources/dev/nadir/io/onnx/graph");
    private static final int MUTANTS = Integer.getInteger("nadir.fuzz.graphs", 150);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void damagedGraphsAreRefusedInOneLine() throws IOException {
        List<Path> good;
        try (Stream<Path> files = Files.list(GOOD)) {
            good = files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
        List<String> failures = new ArrayList<>();
        int refused = 0;
        for (int seed = 0; seed < MUTANTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = Files.readAllBytes(good.get(random.nextInt(good.size())));
            byte[] damaged = random.nextBoolean() ? turned(bytes, random) : changed(bytes, random);
            Path file = folder.resolve("damaged.onnx");
            Files.write(file, damaged);
            try {
                refused += run(file, seed) ? 0 : 1;
            } catch (AssertionError failure) {
                failures.add(failure.getMessage());
            }
        }
        assertThat(failures).isEmpty();
        assertThat(refused).isGreaterThan(MUTANTS / 4);
    }

    /** Whether it still runs. */
    private static boolean run(Path file, int seed) {
        return assertTimeoutPreemptively(LIMIT, () -> {
            try {
                OnnxGraph read = GraphReader.read(file, GraphReader.OutputChoice.ONLY);
                int numbers = 1;
                for (int axis = 1; axis < read.graph().input().extents().length; axis++) {
                    numbers *= Math.max(1, read.graph().input().extents()[axis]);
                }
                if (numbers > 1 << 20) {
                    return false;
                }
                GraphModel model =
                        GraphModel.of(read.graph(), read.graph().input().sampleShape(numbers));
                Matrix inputs = Matrix.zeros(numbers, 1).map(zero -> 0.5);
                model.at(inputs).transposedTimes(new double[model.outputDim()]);
                return true;
            } catch (IOException | IllegalArgumentException refusal) {
                assertThat(refusal.getMessage())
                        .as("seed %d", seed)
                        .isNotBlank()
                        .doesNotContain("\n");
                return false;
            } catch (RuntimeException | Error other) {
                throw new AssertionError(
                        "seed " + seed + " ended in " + other + " at " + other.getStackTrace()[0], other);
            }
        });
    }

    private static byte[] turned(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        for (int k = random.nextInt(1, 6); k > 0; k--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return random.nextInt(8) == 0 ? java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
    }

    private static byte[] changed(byte[] bytes, SplittableRandom random) throws IOException {
        ModelProto model = ModelProto.parseFrom(bytes);
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int k = random.nextInt(1, 4); k > 0; k--) {
            int i = random.nextInt(graph.getNodeCount());
            NodeProto.Builder node = graph.getNode(i).toBuilder();
            switch (random.nextInt(6)) {
                case 0 -> wire(graph, node, random);
                case 1 -> attribute(node, random);
                case 2 ->
                    node.setOpType(
                            graph.getNode(random.nextInt(graph.getNodeCount())).getOpType());
                case 3 -> node.clearAttribute();
                case 4 -> shape(graph, random);
                default -> {
                    if (node.getInputCount() > 0) {
                        node.setInput(random.nextInt(node.getInputCount()), "");
                    }
                }
            }
            graph.setNode(i, node);
        }
        return model.toBuilder().setGraph(graph).build().toByteArray();
    }

    private static void wire(GraphProto.Builder graph, NodeProto.Builder node, SplittableRandom random) {
        if (node.getInputCount() > 0) {
            NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
            String name = random.nextBoolean() || graph.getInitializerCount() == 0
                    ? other.getOutput(0)
                    : graph.getInitializer(random.nextInt(graph.getInitializerCount()))
                            .getName();
            node.setInput(random.nextInt(node.getInputCount()), name);
        }
    }

    private static void attribute(NodeProto.Builder node, SplittableRandom random) {
        long[] odd = {0, -1, 1, 2, 7, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, 100_000};
        if (node.getAttributeCount() > 0) {
            int i = random.nextInt(node.getAttributeCount());
            AttributeProto.Builder attribute = node.getAttribute(i).toBuilder();
            long value = odd[random.nextInt(odd.length)];
            if (attribute.getIntsCount() > 0) {
                attribute.setInts(random.nextInt(attribute.getIntsCount()), value);
            } else if (attribute.hasT() && attribute.getT().getDataType() == TensorProto.DataType.INT64_VALUE) {
                attribute.setT(attribute.getT().toBuilder()
                        .clearRawData()
                        .clearInt64Data()
                        .clearDims()
                        .addDims(1)
                        .addInt64Data(value));
            } else {
                attribute.setI(value);
            }
            node.setAttribute(i, attribute);
        }
    }

    private static void shape(GraphProto.Builder graph, SplittableRandom random) {
        if (graph.getInitializerCount() > 0) {
            int i = random.nextInt(graph.getInitializerCount());
            TensorProto.Builder tensor = graph.getInitializer(i).toBuilder();
            if (tensor.getDimsCount() == 2) {
                long first = tensor.getDims(0);
                tensor.setDims(0, tensor.getDims(1)).setDims(1, first);
            } else {
                tensor.addDims(random.nextInt(1, 3));
            }
            graph.setInitializer(i, tensor);
        }
    }
}
