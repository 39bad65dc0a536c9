package dev.nadir.jacobian.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Whether a few samples with dependent rows of D carry the direction of least σ, and what brings them together. */
final class DependentSamples {
    private final StallDiagnosis.Evidence evidence;

    private DependentSamples(StallDiagnosis.Evidence evidence) {
        this.evidence = evidence;
    }

    /** One finding per group, the largest share first; none if they carry less than nine tenths together. */
    static List<Finding> of(StallDiagnosis.Evidence evidence) {
        return evidence.groups().isEmpty() ? List.of() : new DependentSamples(evidence).findings();
    }

    private List<Finding> findings() {
        int most = Math.max(2, evidence.shares().length / 2); // larger groups are not about samples
        List<int[]> few = evidence.groups().get().groups().stream()
                .filter(group -> group.length <= most)
                .sorted(Comparator.comparingDouble(group -> -share(group)))
                .toList();
        if (few.stream().mapToDouble(this::share).sum() < 0.9) {
            return List.of();
        }
        return few.stream()
                .filter(group -> share(group) >= 0.01)
                .limit(Findings.NAMED)
                .map(group ->
                        new Finding("dependent-samples", 0, group, describe(group, share(group)), adviceFor(group)))
                .toList();
    }

    private double share(int[] group) {
        return Arrays.stream(group).mapToDouble(i -> evidence.shares()[i]).sum();
    }

    private String describe(int[] group, double share) {
        return Findings.format(
                "samples %s have rows of D that are parallel to within 1e-3 rad and carry %.0f %% of what moves least: "
                        + "their outputs move together",
                Findings.list(group), 100 * share);
    }

    /** Whether the data themselves or a layer brings the samples together. */
    private String adviceFor(int[] group) {
        for (int l = 0; l < evidence.jacobian().network().layers().size(); l++) {
            if (distance(l, group[0], group[1]) <= DependentRows.ANGLE) {
                return l == 0
                        ? "merge or remove these near-duplicate inputs, or standardize the inputs if they only look "
                                + "alike because of a large mean"
                        : "layer " + l + " maps these different inputs to nearly the same point: widen it or draw its "
                                + "weights anew";
            }
        }
        return "draw the weights of the first layers anew or widen them, so that these samples are told apart";
    }

    private double distance(int layer, int i, int j) {
        double[] a = evidence.jacobian().forwardPass().activations().get(layer).columnArray(i);
        double[] b = evidence.jacobian().forwardPass().activations().get(layer).columnArray(j);
        double difference = 0;
        double size = 1;
        for (int k = 0; k < a.length; k++) {
            difference += (a[k] - b[k]) * (a[k] - b[k]);
            size += a[k] * a[k];
        }
        return Math.sqrt(difference / size);
    }
}
