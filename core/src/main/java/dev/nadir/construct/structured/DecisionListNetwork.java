package dev.nadir.construct.structured;

import dev.nadir.construct.Constructed;
import dev.nadir.construct.Interpretation;
import dev.nadir.construct.Outcome;
import dev.nadir.construct.Refusal;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Identity;
import dev.nadir.network.activation.Relu;
import dev.nadir.structure.DecisionRules;
import dev.nadir.structure.Hyperplane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A list of half-spaces as a ReLU network with three hidden layers whose outputs equal the labels to the last bit
 * (structured.md §4.3c).
 *
 * <p>Layer 1: σ(a_j) with a_j ≤ −0.5 on the half-space and ≥ 1.5 beyond. Layer 2: c_j = σ(1 − ·), exactly 1 or 0.
 * Layer 3: d_j = σ(c_j − Σ_{i&lt;j} c_i), and one more for "none": σ(1 − Σ c_i); so d is a unit vector. Output: the label
 * of the rule, Y d. For a sample decided by rule k every sum either is exactly c_k = 1 or contains −c_k = −1 and at most
 * one positive term, which is at most 1: rounding is monotone, so no order of summation makes it positive.
 */
final class DecisionListNetwork {
    private final StructuredProblem data;
    private final DecisionRules rules;

    DecisionListNetwork(StructuredProblem data, DecisionRules rules) {
        this.data = data;
        this.rules = rules;
    }

    /** The network with its certificate checked, or the reason why rounding forbids it. */
    Outcome build(String construction, List<String> notes) {
        Optional<Refusal> blurred = blurred();
        if (blurred.isPresent()) {
            return blurred.get();
        }
        Network network = network();
        RoundingCertificate certificate = RoundingCertificate.doublePrecision(network, data.raw());
        if (!certificate.holds()) {
            return new Refusal(
                    "gap-too-small",
                    String.format(Locale.ROOT, "the rounding certificate fails on raw inputs: %s", certificate.words()),
                    "centre and scale the inputs so that the gap between classes is not lost in their size");
        }
        return data.shortfall(network, 0)
                .<Outcome>map(refusal -> refusal)
                .orElseGet(() -> constructed(construction, notes, network, certificate));
    }

    private Constructed constructed(
            String construction, List<String> notes, Network network, RoundingCertificate certificate) {
        List<String> all = new ArrayList<>(notes);
        all.add(rules.rules().size() + " half-spaces; f equals y to the last bit in any order of evaluation.");
        all.add(String.format(
                Locale.ROOT,
                "Rounding certificate: errors take up at most %.2g of the distance to the edge, must be below 1.",
                certificate.share()));
        RoundingCertificate single = RoundingCertificate.singlePrecision(network, data.raw());
        all.add(String.format(
                Locale.ROOT,
                single.holds()
                        ? "It holds in single precision too (%.2g)."
                        : "It fails in single precision (%.2g): do not export as float32.",
                single.share()));
        return new Constructed(
                network, construction, 0, StructuredProblem.NO_SOLVE, all, Optional.of(interpretation()));
    }

    /** A gap that doubles cannot see, although it is there. */
    private Optional<Refusal> blurred() {
        BitSet alive = new BitSet();
        alive.set(0, data.raw().columns());
        for (int j = 0; j < rules.rules().size(); j++) {
            DecisionRules.Rule rule = rules.rules().get(j);
            Band band = Band.of(rule.hyperplane(), rule.samples(), alive, data.raw());
            if (!(band.low < band.high)) {
                return Optional.of(new Refusal(
                        "gap-too-small",
                        "half-space " + (j + 1) + " exists, but its values on both sides coincide in double precision",
                        "centre and scale the inputs so that the gap between classes is not lost in their size"));
            }
            Arrays.stream(rule.samples()).forEach(alive::clear);
        }
        return Optional.empty();
    }

    private Network network() {
        int units = rules.rules().size();
        return new Network(List.of(halfSpaces(units), codes(units), leaves(units), output(units)));
    }

    /** a = W_1 x + b_1 on raw inputs; b_1 is set from the values that the rounded W_1 gives. */
    private Layer halfSpaces(int units) {
        int m = data.raw().rows();
        Matrix weight = Matrix.zeros(units, m);
        double[] offsets = new double[units];
        BitSet alive = new BitSet();
        alive.set(0, data.raw().columns());
        for (int j = 0; j < units; j++) {
            DecisionRules.Rule rule = rules.rules().get(j);
            Hyperplane raw = rule.hyperplane();
            Band before = Band.of(raw, rule.samples(), alive, data.raw());
            Hyperplane scaled = new Hyperplane(raw.normal(), 0).affine(2 / (before.high - before.low), 0);
            Band after = Band.of(scaled, rule.samples(), alive, data.raw());
            offsets[j] = 0.5 - (after.low + after.high) / 2;
            for (int i = 0; i < m; i++) {
                weight.data()[j + i * units] = scaled.normal()[i];
            }
            Arrays.stream(rule.samples()).forEach(alive::clear);
        }
        return new Layer(weight, offsets, new Relu());
    }

    /** c = σ(1 − a). */
    private static Layer codes(int units) {
        double[] ones = new double[units];
        Arrays.fill(ones, 1);
        return new Layer(Matrix.identity(units).map(value -> 0.0 - value), ones, new Relu());
    }

    /** d_j = σ(c_j − Σ_{i&lt;j} c_i), d_last = σ(1 − Σ c_i). */
    private static Layer leaves(int units) {
        Matrix weight = Matrix.zeros(units + 1, units);
        for (int j = 0; j <= units; j++) {
            for (int i = 0; i < j; i++) {
                weight.data()[j + i * (units + 1)] = -1;
            }
            if (j < units) {
                weight.data()[j + j * (units + 1)] = 1;
            }
        }
        double[] bias = new double[units + 1];
        bias[units] = 1;
        return new Layer(weight, bias, new Relu());
    }

    private Layer output(int units) {
        int[] labels = new int[units + 1];
        for (int j = 0; j < units; j++) {
            labels[j] = rules.rules().get(j).label();
        }
        labels[units] = rules.otherwise();
        Matrix weight = data.classes().targets().selectColumns(labels);
        return new Layer(weight, new double[weight.rows()], new Identity());
    }

    private Interpretation interpretation() {
        List<Interpretation.Unit> units = new ArrayList<>();
        for (DecisionRules.Rule rule : rules.rules()) {
            Hyperplane raw = rule.hyperplane();
            Hyperplane unit = raw.affine(1 / raw.norm(), 0);
            units.add(new Interpretation.Unit(rule.label(), unit.normal(), unit.offset(), Math.PI / 2));
        }
        return Interpretation.of(
                "The first half-space with ⟨direction, x⟩ + offset < 0 decides the class; class " + rules.otherwise()
                        + " if there is none.",
                units);
    }

    /** Values of a hyperplane on the samples of a rule (low side) and on those still undecided (high side). */
    private record Band(double low, double high) {
        static Band of(Hyperplane hyperplane, int[] own, BitSet alive, Matrix inputs) {
            double[] values = hyperplane.values(inputs);
            BitSet others = (BitSet) alive.clone();
            Arrays.stream(own).forEach(others::clear);
            double low = Arrays.stream(own).mapToDouble(i -> values[i]).max().orElseThrow();
            double high = others.stream().mapToDouble(i -> values[i]).min().orElseThrow();
            return new Band(low, high);
        }
    }
}
