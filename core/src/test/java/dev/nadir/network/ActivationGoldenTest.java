package dev.nadir.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against activations.json: mpmath, 50 digits. */
class ActivationGoldenTest {
    private static final double EPS = Math.ulp(1.0);

    static Stream<JsonNode> functions() throws IOException {
        try (InputStream in = ActivationGoldenTest.class.getResourceAsStream("activations.json")) {
            JsonNode functions = new ObjectMapper().readTree(in).get("functions");
            return Stream.iterate(0, i -> i + 1).limit(functions.size()).map(functions::get);
        }
    }

    private static double number(JsonNode node) {
        return Double.parseDouble(node.asText());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void valueAndDerivativesAreWithinFourUnitsOfTheLastPlace(JsonNode function) {
        String name = function.get("name").asText();
        Activation activation = Activations.byName(name);
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode row : function.get("points")) {
            double z = row.get(0).asDouble();
            check(softly, name + "(" + z + ")", activation.value(z), number(row.get(1)), 0);
            check(softly, name + "'(" + z + ")", activation.derivative(z), number(row.get(2)), number(row.get(4)));
            check(
                    softly,
                    name + "''(" + z + ")",
                    activation.secondDerivative(z),
                    number(row.get(3)),
                    number(row.get(5)));
        }
        softly.assertAll();
    }

    /** 4 ulp for two correctly rounded elementary functions and their product; terms that cancel count with 2 ε each. */
    private static void check(SoftAssertions softly, String what, double got, double expected, double terms) {
        boolean close = Math.abs(got - expected) <= 4 * Math.ulp(expected) + 2 * EPS * terms || got == expected;
        softly.assertThat(close)
                .as("%s: got %s, expected %s", what, got, expected)
                .isTrue();
    }

    /** The function inverted may be off by 2 ulp of a, which moves z by 2 ε |a| / σ'(z). */
    @ParameterizedTest
    @MethodSource("functions")
    void inverseIsWithinFourUnitsAndTheConditionOfTheProblem(JsonNode function) {
        Activation activation = Activations.byName(function.get("name").asText());
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode row : function.get("inverse")) {
            double a = row.get(0).asDouble();
            double expected = number(row.get(1));
            double tolerance = 4 * Math.ulp(expected) + 2 * EPS * Math.abs(a) / number(row.get(2));
            double got = activation.inverse(a);
            softly.assertThat(Math.abs(got - expected) <= tolerance || got == expected)
                    .as("%s inverse of %s: got %s, expected %s", activation.name(), a, got, expected)
                    .isTrue();
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void notANumberStaysNotANumber(JsonNode function) {
        Activation activation = Activations.byName(function.get("name").asText());
        assertThat(activation.value(Double.NaN)).isNaN();
        assertThat(activation.derivative(Double.NaN)).isNaN();
        assertThat(activation.secondDerivative(Double.NaN)).isNaN();
        assertThat(activation.inverse(Double.NaN)).isNaN();
    }
}
