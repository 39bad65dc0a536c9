package dev.nadir.graph.op.composed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.graph.op.Attributes;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.NodeRefusal;
import dev.nadir.graph.op.Support;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private static final Path PAGE = Path.of("../docs/operators.md");
    private static final Path GENERATED = Path.of("target/operators.md");

    /** The page in the documentation is this table; where it is not, copy what the test wrote. */
    @Test
    void thePageIsTheTable() throws IOException {
        Files.writeString(GENERATED, page());
        assertThat(Files.readString(PAGE))
                .as("docs/operators.md: copy core/target/operators.md there")
                .isEqualTo(page());
    }

    private static String page() {
        return "# Operators of ONNX models that are read\n\nGenerated from the table `Operators`; opset "
                + Operators.OLDEST_OPSET + " to " + Operators.NEWEST_OPSET + ". A constant at an input counted under"
                + " \"parameters\" is one ([models.md](models.md)).\n\n"
                + "| operator | from opset | inputs | derivative | parameters | not read |\n|---|---|---|---|---|---|\n"
                + Operators.all().stream().map(OperatorsTest::row).collect(Collectors.joining());
    }

    private static String row(Support support) {
        String weights = support.operands()
                ? "any of two entries or more"
                : support.weights().stream()
                        .sorted()
                        .map(place -> "" + (place + 1))
                        .collect(Collectors.joining(", "));
        return "| " + support.operator() + " | " + Math.max(support.since(), Operators.OLDEST_OPSET) + " | "
                + support.inputs() + " | " + (support.derivative() ? "yes" : "value only") + " | " + weights + " | "
                + support.note() + " |\n";
    }

    @Test
    void whatIsMissingOrTooOldIsRefusedByName() {
        assertThatThrownBy(() -> Operators.of(node("Loop", 18)))
                .isInstanceOf(NodeRefusal.class)
                .hasMessage("node 1 (Loop): the operator Loop is not read; docs/operators.md lists those that are");
        assertThatThrownBy(() -> Operators.of(node("Gelu", 19)))
                .hasMessage(
                        "node 1 (Gelu): is read from opset 20 on, the file has 19; export again with opset_version=20");
        assertThatThrownBy(() -> Operators.of(node("Add", 18)))
                .hasMessage("node 1 (Add): got 1 inputs, expected 2; the file is damaged, export it again");
    }

    private static Node node(String operator, int opset) {
        return new Node("node 1 (" + operator + ")", operator, opset, List.of("x"), List.of("y"), Attributes.none());
    }

    @Test
    void theFirstReleaseIsThere() {
        Set<String> names = Operators.all().stream().map(Support::operator).collect(Collectors.toSet());
        assertThat(names)
                .contains(
                        "Add Sub Mul Div Pow Sqrt Erf Tanh Sigmoid Relu Clip Identity Cast Gemm MatMul Conv BatchNormalization LayerNormalization InstanceNormalization Softmax MaxPool AveragePool GlobalAveragePool ReduceMean Flatten Reshape Squeeze Unsqueeze Transpose Concat Split Slice Pad Expand Gather Where Neg Exp Log Reciprocal Abs Sin Cos Min Max LeakyRelu PRelu Elu Selu Celu Softplus Gelu HardSigmoid HardSwish Dropout LogSoftmax ReduceSum GlobalMaxPool"
                                .split(" "));
    }
}
