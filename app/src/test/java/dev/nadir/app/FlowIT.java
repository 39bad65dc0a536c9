package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.app.Launcher.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowIT {
    private final Launcher nadir = Launcher.ofRepository();

    @TempDir
    private Path folder;

    private static JsonNode json(Run run) throws Exception {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private Object[] flow(Object... more) throws Exception {
        Path data = folder.resolve("data.csv");
        if (!Files.exists(data)) {
            SmallData.numeric(data);
        }
        List<Object> all = new java.util.ArrayList<>(List.of(
                "flow", data, "--target", "y1", "--standardize", "--init", "ntk", "--hidden", "6", "--seed", "3"));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void jsonHoldsOneEntryPerTime() throws Exception {
        Path page = folder.resolve("flow.html");
        JsonNode json = json(nadir.run(flow(
                "--until", "100", "--at", "1,10,100", "--rtol", "1e-8", "--json", "--report", page, "--svg", folder)));
        assertThat(json.get("times")).hasSize(3);
        for (String key : List.of("cost", "gradientNorm", "lossReachable", "lambdaMin", "thetaNorm")) {
            assertThat(json.get(key)).as(key).hasSize(3);
        }
        for (String key : List.of("steps", "gradients", "jacobians", "seconds", "outcome")) {
            assertThat(json.has(key)).as(key).isTrue();
        }
        assertThat(json.get("outcome").asText()).isEqualTo("completed");
        assertThat(json.get("cost").get(2).asDouble())
                .isLessThan(json.get("cost").get(0).asDouble());
        assertThat(Files.readString(page)).contains("<svg", "Cost along the flow", "Verdict");
        assertThat(folder.resolve("cost.svg")).exists();
        assertThat(folder.resolve("line-distance.svg")).exists();
    }

    /** θ' = −∂/∂θ x²/2 of x = θ/(1 + θ²) from θ = 2: at s = 1e6 θ = 44.67653866578 (mpmath), and never a limit. */
    @Test
    void theScalarModelOfRemark12IsAnExampleAndDiverges() throws Exception {
        JsonNode json = json(nadir.run(
                "flow",
                Launcher.exampleData("remark-1.2.onnx"),
                Launcher.exampleData("remark-1.2.csv"),
                "--target",
                "y",
                "--target-kind",
                "number",
                "--at",
                "1,10,100,1e3,1e4,1e5,1e6",
                "--json"));
        assertThat(json.at("/verdict/kind").asText()).isEqualTo("diverging");
        assertThat(json.at("/verdict/message").asText()).contains("extrapolating");
        assertThat(json.get("thetaNorm").get(6).asDouble()).isCloseTo(44.67653866578, within(1e-5 * 44.7));
    }

    /** A ReLU network on iris crosses kinks and ends; what the cost lost is what the gradient took, [CE] (1.3). */
    @Test
    void aFlowWithKinksEndsAndKeepsItsEnergyBalance() throws Exception {
        JsonNode json = json(nadir.run(
                "flow",
                Launcher.exampleData("iris.csv"),
                "--target=class",
                "--standardize",
                "--init=kaiming",
                "--hidden=4",
                "--activation=relu",
                "--at=0,1,4",
                "--json"));
        assertThat(json.get("outcome").asText()).isEqualTo("completed");
        assertThat(json.at("/kinks/crossings").asInt()).isPositive();
        assertThat(json.at("/kinks/clarkeDistance").asDouble())
                .isLessThanOrEqualTo(
                        json.get("gradientNorm").get(2).asDouble() * (1 + 1e-12)); // a convex hull holds both
        double lost =
                json.get("cost").get(0).asDouble() - json.get("cost").get(2).asDouble();
        assertThat(json.get("dissipated").get(2).asDouble()).isCloseTo(lost, within(100 * 1e-6 * lost)); // rtol
    }

    @Test
    void steppersAgree() throws Exception {
        double reference = cost("dp853");
        for (String stepper : List.of("dp54", "ntk", "hessian", "krylov")) {
            assertThat(cost(stepper)).as(stepper).isCloseTo(reference, within(1e-5 * reference));
        }
    }

    private double cost(String stepper) throws Exception {
        JsonNode json = json(nadir.run(flow("--until", "3", "--rtol", "1e-7", "--json", "--stepper", stepper)));
        return json.get("cost").get(json.get("cost").size() - 1).asDouble();
    }

    /** The run is cut after some save times, as if it had been killed, and goes on to the same numbers. */
    @Test
    void aKilledRunGoesOnToTheSameNumbers() throws Exception {
        Object[] run = {"--at", "1,2,5,10,20", "--rtol", "1e-6", "--json", "--out"};
        JsonNode whole = json(nadir.run(flow(with(run, folder.resolve("whole")))));
        Path cut = folder.resolve("cut");
        json(nadir.run(flow(with(run, cut))));
        List<String> lines = Files.readAllLines(cut.resolve("scalars.csv"));
        Files.write(cut.resolve("scalars.csv"), lines.subList(0, 4));
        Files.delete(cut.resolve("theta-0005.npy"));
        Object[] more = with(with(run, cut), "--resume");
        JsonNode resumed = json(nadir.run(flow(more)));
        for (int i = 0; i < 5; i++) {
            double expected = whole.get("cost").get(i).asDouble();
            assertThat(resumed.get("cost").get(i).asDouble()).isCloseTo(expected, within(1e-12 * expected));
        }
        assertThat(Files.readAllBytes(cut.resolve("theta-0005.npy")))
                .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve("theta-0005.npy")));
        assertThat(Files.readString(cut.resolve("manifest.json"))).contains("dataSha256", "\"completed\"");
    }

    private static Object[] with(Object[] arguments, Object last) {
        Object[] more = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = last;
        return more;
    }

    @Test
    void resumingAnotherRunIsRefused() throws Exception {
        Path out = folder.resolve("run");
        json(nadir.run(flow("--at", "1,2", "--json", "--out", out)));
        for (Object[] changed : new Object[][] {
            {"--rtol", "1e-7"}, {"--spectrum-limit", "7"}, {"--activation", "softplus"}, {"--layers", "2"}, {"--window"}
        }) {
            Object[] arguments = flow("--at", "1,2", "--json", "--out", out, "--resume");
            Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + changed.length);
            System.arraycopy(changed, 0, all, arguments.length, changed.length);
            Run other = nadir.run(all);
            assertThat(other.exitCode()).as(other.out()).isEqualTo(2);
            assertThat(other.err()).contains("differs");
        }
        Run again = nadir.run(flow("--at", "1,2", "--json", "--out", out));
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("already");
    }

    @Test
    void descentIsShownBesideTheFlow() throws Exception {
        JsonNode json = json(nadir.run(flow("--field", "descent=0.02", "--at", "1,4", "--json", "--beside-flow")));
        JsonNode rows = json.get("besideFlow").get("rows");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("distance").asDouble()).isBetween(1e-6, 1.0);
        assertThat(json.get("besideFlow").has("sharpnessCrossing")).isTrue();
    }

    @Test
    void straightFieldEndsAtZeroLoss() throws Exception {
        JsonNode json = json(nadir.run(flow("--field", "straight", "--at", "0.5,1", "--rtol", "1e-8", "--json")));
        assertThat(json.get("lineDistance").get(0).asDouble()).isLessThan(1e-6);
        assertThat(json.get("cost").get(1).asDouble()).isLessThan(1e-12);
    }

    @Test
    void constructFromAFreshNetworkAndFromAModel() throws Exception {
        Path data = SmallData.numeric(folder.resolve("data.csv"));
        Path model = folder.resolve("line.onnx");
        JsonNode json = json(nadir.run(
                "construct", data, "--target", "y1", "--from", "ntk", "--hidden", "8", "--json", "--out", model));
        assertThat(json.get("construction").asText()).isEqualTo("straight-line");
        assertThat(json.get("maxResidual").asDouble()).isLessThan(1e-11);
        assertThat(json.get("verification").get("maxResidual").asDouble()).isLessThan(1e-11);
        assertThat(json.get("notes").get(0).asText()).contains("weights moved by");
        JsonNode again = json(nadir.run(
                "construct", data, "--target", "y1", "--from", model, "--json", "--out", folder.resolve("b.onnx")));
        assertThat(again.get("maxResidual").asDouble()).isLessThan(1e-11);
    }

    @Test
    void badInputIsOneLineAndStatusTwo() throws Exception {
        for (Object[] bad : new Object[][] {
            {"--field", "sideways"},
            {"--rtol", "2"},
            {"--stepper", "euler"},
            {"--field", "adapted", "--stepper", "ntk"},
            {"--field", "straight", "--until", "2"},
            {"--momentum", "0.9"},
            {"--resume"},
            {"--until", "-1"},
            {"--until", "-5", "--at", "1,2"},
            {"--beside-flow"},
            {"--field", "descent=0.1", "--stepper", "ntk"},
            {"--barriers", "0.1"},
            {"--lr", "0"},
            {"--field", "descent=0.1", "--lr", "0.2"}
        }) {
            Run run = nadir.run(flow(bad));
            assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(2);
            assertThat(run.err().strip().lines()).as(run.err()).hasSize(1);
        }
    }

    @Test
    void tooFewStepsIsANumericalOutcome() throws Exception {
        Run run = nadir.run(flow("--until", "1000", "--max-steps", "5"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("allow more steps");
    }
}
