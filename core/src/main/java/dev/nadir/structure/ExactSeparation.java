package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import dev.nadir.matrix.RowScaling;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Decides in integers whether a hyperplane separates two sets of samples, where doubles cannot. */
final class ExactSeparation {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final MathContext DIGITS = MathContext.DECIMAL128;
    private static final int MOST_ROWS = 1000;

    private final Matrix inputs;
    private final Optional<RowScaling> scaling;
    private final int[] first;
    private final int[] second;
    private final ExactSamples samples;

    /** @param hints samples that seem to matter; the coordinates are centred on the first of them */
    private ExactSeparation(Separator separator, int[] first, int[] second, int[] hints) {
        this.inputs = separator.raw();
        this.scaling = separator.scaling();
        this.first = first;
        this.second = second;
        this.samples = new ExactSamples(inputs, first, second, hints.length > 0 ? hints[0] : first[0]);
    }

    /** The answer; empty if it would take too long. */
    static Optional<Separation> decide(Separator separator, int[] first, int[] second, int[] hints) {
        ExactSeparation question = new ExactSeparation(separator, first, second, hints);
        return question.samples.rows() > MOST_ROWS ? Optional.empty() : question.decide(hints);
    }

    private Optional<Separation> decide(int[] hints) {
        int[] hinted = positions(hints);
        ExactSimplex simplex = new ExactSimplex(samples, hinted.length > 0 ? hinted[hinted.length - 1] : 0);
        if (!simplex.run(hinted)) {
            return Optional.empty();
        }
        return Optional.of(simplex.value().signum() == 0 ? refuted(simplex.weights()) : separated(simplex));
    }

    private int[] positions(int[] wanted) {
        return IntStream.range(0, samples.count())
                .filter(p -> Arrays.stream(wanted).anyMatch(j -> j == samples.number(p)))
                .toArray();
    }

    private NotSeparable refuted(BigInteger[] weights) {
        BigInteger divisor = Arrays.stream(weights).reduce(BigInteger.ZERO, BigInteger::gcd);
        int[] own = supported(weights, samples::isFirst);
        int[] others = supported(weights, p -> !samples.isFirst(p));
        return new NotSeparable(new FarkasCertificate(
                numbers(own), reduced(weights, own, divisor), numbers(others), reduced(weights, others, divisor)));
    }

    private int[] supported(BigInteger[] weights, IntPredicate side) {
        return IntStream.range(0, weights.length)
                .filter(p -> weights[p].signum() != 0 && side.test(p))
                .toArray();
    }

    private int[] numbers(int[] positions) {
        return Arrays.stream(positions).map(samples::number).toArray();
    }

    private static List<BigInteger> reduced(BigInteger[] weights, int[] positions, BigInteger divisor) {
        return Arrays.stream(positions)
                .mapToObj(p -> weights[p].divide(divisor))
                .toList();
    }

    private Separated separated(ExactSimplex simplex) {
        BigInteger[] y = simplex.dual();
        y[y.length - 1] = BigInteger.ZERO; // ⟨y, column⟩ is now −s times the value of the hyperplane at x
        BigInteger low = IntStream.range(0, first.length)
                .mapToObj(p -> samples.product(y, p))
                .reduce(BigInteger::max)
                .orElseThrow();
        BigInteger high = IntStream.range(first.length, samples.count())
                .mapToObj(p -> samples.product(y, p).negate())
                .reduce(BigInteger::min)
                .orElseThrow();
        BigDecimal[] normal = normal(y);
        BigDecimal middle = new BigDecimal(low.add(high)).divide(TWO);
        BigDecimal offset = new BigDecimal(y[y.length - 2]).negate().subtract(middle);
        for (int i = 0; i < samples.rows() - 2; i++) {
            offset = offset.subtract(normal[samples.feature(i)].multiply(new BigDecimal(samples.centre(i))));
        }
        return searched(normal, offset, new BigDecimal(high.subtract(low)), simplex.weights());
    }

    /** In units of the raw features. */
    private BigDecimal[] normal(BigInteger[] y) {
        BigDecimal[] normal = new BigDecimal[inputs.rows()];
        Arrays.fill(normal, BigDecimal.ZERO);
        for (int i = 0; i < samples.rows() - 2; i++) {
            int e = samples.exponent(i);
            BigDecimal entry = new BigDecimal(y[i].negate());
            normal[samples.feature(i)] = e <= 0 ? entry.multiply(TWO.pow(-e)) : entry.divide(TWO.pow(e));
        }
        return normal;
    }

    /** The hyperplane in the coordinates that gaps are measured in, rounded to doubles. */
    private Separated searched(BigDecimal[] normal, BigDecimal offset, BigDecimal gap, BigInteger[] weights) {
        BigDecimal[] entries = normal.clone();
        BigDecimal constant = offset;
        BigDecimal squares = BigDecimal.ZERO;
        for (int i = 0; i < normal.length; i++) {
            if (scaling.isPresent()) {
                entries[i] = normal[i].divide(new BigDecimal(scaling.get().factor()[i]), DIGITS);
                constant = constant.add(
                        normal[i].multiply(new BigDecimal(scaling.get().offset()[i])));
            }
            squares = squares.add(entries[i].pow(2));
        }
        BigDecimal norm = squares.sqrt(DIGITS);
        double[] unit = Arrays.stream(entries)
                .mapToDouble(v -> v.divide(norm, DIGITS).doubleValue())
                .toArray();
        Hyperplane plane = new Hyperplane(unit, constant.divide(norm, DIGITS).doubleValue());
        double distance = gap.divide(norm, DIGITS).doubleValue();
        int[] support = numbers(supported(weights, p -> true));
        return new Separated(
                plane, distance, distance, support, Optional.of(new ExactHyperplane(List.of(normal), offset)));
    }
}
