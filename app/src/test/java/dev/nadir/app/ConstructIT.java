package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nadir construct} from the file to the verified model. */
class ConstructIT {
    /** Zero loss as the project promises it for these data; measured costs lie between 0 and 1e-29. */
    private static final double ZERO = 1e-24;

    @TempDir
    private Path parent;

    private Path folder;
    private Launcher nadir;

    @BeforeEach
    void enterAFolderWithABlankInItsName() throws Exception {
        folder = Files.createDirectory(parent.resolve("a folder"));
        nadir = Launcher.ofRepository().in(folder);
        SmallData.numeric(folder.resolve("small.csv"));
    }

    private JsonNode json(Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("construct"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--json", "--quiet"));
        Run run = nadir.run(all.toArray());
        assertThat(run.err()).as(all.toString()).isEmpty();
        assertThat(run.exitCode()).as(all.toString()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private JsonNode small(Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("small.csv", "--target", "y1,y2"));
        all.addAll(List.of(arguments));
        return json(all.toArray());
    }

    /** Numbers, at most the limit, from both engines; a missing or null cost fails. */
    private static void assertCosts(JsonNode json, String key, double limit) {
        for (JsonNode cost : List.of(json.path(key), json.path("verification").path(key))) {
            assertThat(cost.isNumber()).as(json.toString()).isTrue();
            assertThat(cost.doubleValue()).as(json.toString()).isBetween(0.0, limit);
        }
    }

    @Test
    void theMainJobSaysWhatItFoundAndWritesTheModel() throws Exception {
        Run run = nadir.run(
                "construct",
                Launcher.exampleData("golub.csv.gz"),
                "--target",
                "class",
                "--hidden",
                "256,256",
                "--activation",
                "tanh",
                "--out",
                "golub.onnx");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("golub.csv.gz", "ALL 27, AML 11", "because  pivot 1", "3051-256-256-2, tanh", "theorem-2.1")
                .contains("847618", "strongly overparametrized", "38 of 38", "golub.onnx (float64)", "ONNX Runtime")
                .containsPattern("samples N +38\\R")
                .containsPattern("features M +3051\\R")
                .doesNotContain("not a number", "null");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("small.csv", "golub.onnx");
    }

    @Test
    void jsonHoldsEveryKeyWithItsType() throws Exception {
        JsonNode json = json(
                Launcher.exampleData("golub.csv.gz"),
                "--target",
                "class",
                "--hidden",
                "256,256",
                "--activation",
                "tanh",
                "--out",
                "golub.onnx",
                "--seed",
                "7");
        assertThat(json.path("outcome").textValue()).isEqualTo("constructed");
        assertThat(json.path("samples").intValue()).isEqualTo(38);
        assertThat(json.path("inputDim").intValue()).isEqualTo(3051);
        assertThat(json.path("outputDim").intValue()).isEqualTo(2);
        assertThat(json.path("layerDims")).extracting(JsonNode::intValue).containsExactly(3051, 256, 256, 2);
        assertThat(json.path("activations").path(0).textValue()).isEqualTo("tanh");
        assertThat(json.path("parameterCount").intValue()).isEqualTo(847618);
        assertThat(json.path("construction").textValue()).isEqualTo("theorem-2.1");
        assertThat(json.path("pivot").intValue()).isEqualTo(1);
        assertThat(json.path("rank").path("rank").intValue()).isEqualTo(38);
        assertThat(json.path("condition").doubleValue()).isBetween(1.0, 100.0);
        assertThat(json.path("seed").intValue()).isEqualTo(7);
        assertThat(json.path("seconds").doubleValue()).isPositive();
        assertThat(json.path("verification").path("engine").textValue()).startsWith("ONNX Runtime");
        assertThat(json.path("verification").path("precision").textValue()).isEqualTo("float64");
        assertCosts(json, "cost", 1e-28);
        assertCosts(json, "relativeCost", 1e-27);
        assertCosts(json, "maxResidual", 1e-13);
    }

    @Test
    void theDefaultsFitWholeFilesAndNameTheModelAfterTheData() throws Exception {
        for (String name : List.of("iris.csv", "wine.csv", "breast_cancer.csv", "digits.csv.gz")) {
            JsonNode json = json(Launcher.exampleData(name));
            assertCosts(json, "cost", ZERO);
            assertThat(json.path("reasons")).as(name).isNotEmpty();
            assertThat(folder.resolve(name.substring(0, name.indexOf('.')) + ".onnx"))
                    .isNotEmptyFile();
        }
    }

    @Test
    void everyActivationFitsNumericTargets() throws Exception {
        for (Activation activation : Activations.all()) {
            JsonNode json = small("--activation", activation.name());
            assertThat(json.path("relativeCost").doubleValue())
                    .as(activation.name())
                    .isBetween(0.0, ZERO);
            JsonNode verification = json.path("verification");
            if (activation.name().equals("gelu")) {
                assertThat(verification.path("precision").textValue()).isEqualTo("float32");
                assertThat(verification.path("note").textValue()).contains("Erf", "float32");
                assertThat(verification.path("relativeCost").doubleValue()).isBetween(0.0, 1e-8);
            } else {
                assertThat(verification.path("precision").textValue()).isEqualTo("float64");
                assertCosts(json, "relativeCost", ZERO);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws Exception {
        small("--out", "first.onnx");
        small("--out", "second.onnx");
        small("--out", "third.onnx", "--seed", "2");
        assertThat(folder.resolve("second.onnx")).hasSameBinaryContentAs(folder.resolve("first.onnx"));
        assertThat(Files.mismatch(folder.resolve("first.onnx"), folder.resolve("third.onnx")))
                .isNotNegative();
    }

    @Test
    void theorem22TakesRandomWeightsOrThoseOfAModel() throws Exception {
        JsonNode gaussian = small("--weights", "gaussian", "--hidden", "6,4");
        assertThat(gaussian.path("construction").textValue()).isEqualTo("theorem-2.2");
        assertThat(gaussian.path("layerDims")).extracting(JsonNode::intValue).containsExactly(12, 6, 4, 2);
        assertCosts(gaussian, "relativeCost", ZERO);
        JsonNode given = small("--weights", "small.onnx", "--out", "again.onnx");
        assertThat(given.path("activations").path(0).textValue()).isEqualTo("softplus");
        assertThat(given.path("layerDims")).isEqualTo(gaussian.path("layerDims"));
        assertThat(given.path("reasons")).isEmpty();
        assertCosts(given, "relativeCost", ZERO);
        JsonNode diagonal = small("--weights", "orthogonal", "--hidden", "6", "--shift", "diagonal");
        assertCosts(diagonal, "relativeCost", ZERO);
    }

    @Test
    void constructionsAndPivotsAreCarriedOutAsAskedFor() throws Exception {
        JsonNode fixed = small("--construction", "fixed-nonlinearity");
        assertThat(fixed.path("notes").toString()).contains("not fitted");
        assertCosts(fixed, "relativeCost", ZERO);
        JsonNode lifted = small("--pivot", "2", "--hidden", "20,5");
        assertThat(lifted.path("construction").textValue()).isEqualTo("pivot-lift");
        assertThat(lifted.path("pivot").intValue()).isEqualTo(2);
        assertCosts(lifted, "relativeCost", ZERO);
        JsonNode linear = small("--hidden", "0");
        assertThat(linear.path("construction").textValue()).isEqualTo("linear-regression");
        assertCosts(linear, "relativeCost", ZERO);
    }

    @Test
    void deepRawAndSinglePrecisionNetworksAreWritten() throws Exception {
        JsonNode deep = small("--hidden", "256x50");
        assertThat(deep.path("layerDims")).hasSize(52);
        assertCosts(deep, "relativeCost", ZERO);
        assertCosts(small("--no-standardize"), "relativeCost", ZERO);
        JsonNode single = small("--precision", "float32");
        assertThat(single.path("verification").path("precision").textValue()).isEqualTo("float32");
        // parameters and sums rounded to 24 bits; condition 12 and 45 terms: a residual of some 1e-4 of the labels
        assertThat(single.path("verification").path("relativeCost").doubleValue())
                .isBetween(1e-20, 1e-8);
    }

    @Test
    void aTargetMayBeNamedByItsNumber() throws Exception {
        JsonNode json = json("small.csv", "--target", "14", "--ignore", "13");
        assertThat(json.path("inputDim").intValue()).isEqualTo(12);
        assertCosts(json, "relativeCost", ZERO);
    }

    @Test
    void oneStandardizedFeatureLosesNoDigitInTheSecondEngine() throws Exception {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 12; i++) {
            rows.append(0.3 * i * i - 2).append(',').append(Math.sin(i)).append('\n');
        }
        Files.writeString(folder.resolve("line.csv"), rows);
        JsonNode json = json("line.csv", "--target", "y", "--hidden", "30", "--activation", "relu");
        assertCosts(json, "relativeCost", ZERO);
        assertThat(json.path("verification").path("share").doubleValue()).isBetween(0.0, 1.0);
    }

    @Test
    void aFileThatIsNotTheNetworkPromisedIsNotWritten() throws Exception {
        StringBuilder rows = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 60; i++) { // float32 keeps two digits of a difference at an offset of 1e5
            rows.append(1e5 + Math.sin(5.0 * i)).append(',').append(1e5 + Math.cos(3.0 * i * i));
            rows.append(',').append(Math.sin(7.0 * i)).append('\n');
        }
        Files.writeString(folder.resolve("far.csv"), rows);
        Run run = nadir.run(
                "construct", "far.csv", "--target", "y", "--construction", "staircase", "--precision", "float32");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("written in float32", "--precision float64");
        assertThat(folder.resolve("far.onnx")).doesNotExist();
        assertCosts(json("far.csv", "--target", "y", "--construction", "staircase"), "relativeCost", ZERO);
    }

    @Test
    void aFloat32FileStatesItsOwnCost() throws Exception {
        JsonNode json = small("--precision", "float32", "--out", "single.onnx");
        assertThat(json.path("relativeCost"))
                .isEqualTo(json.path("verification").path("relativeCost"));
        assertThat(json.path("relativeCost").doubleValue()).isBetween(1e-20, (double) Math.ulp(1f));
        String stated = "max_residual"; // the metadata hold it as text
        String file = Files.readString(folder.resolve("single.onnx"), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(file.substring(file.indexOf(stated)))
                .contains(json.path("maxResidual").asText());
    }
}
