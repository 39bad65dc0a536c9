package dev.nadir.data;

import dev.nadir.claim.Stated;
import dev.nadir.claim.StructureClaim;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is in a data set, and which constructions of zero loss it allows.
 *
 * @param name of the data set
 * @param samples N
 * @param inputDim M
 * @param outputDim Q; 0 without a target
 * @param classes class names with counts; empty for numbers or no target
 * @param constantFeatures names of features that are equal in all samples
 * @param duplicates identical samples
 * @param smallest smallest feature value; NaN if there are no features
 * @param largest largest feature value; NaN if there are no features
 * @param labelVariance mean over the samples of |y − ȳ|², the number that relative costs are divided by; 0 without a
 *     target
 * @param genericity rank and condition of [X; 1ᵀ] over the samples that stay after merging
 * @param constructions which constructions apply or what stands in the way, in words
 */
public record DataSummary(
        String name,
        int samples,
        int inputDim,
        int outputDim,
        List<ClassCount> classes,
        List<String> constantFeatures,
        Duplicates duplicates,
        double smallest,
        double largest,
        double labelVariance,
        Genericity genericity,
        List<Stated> constructions) {
    private static final double ROUNDINGS = 16; // times ε and the condition: what a backward stable solve may leave
    private static final double ZERO_RESIDUAL = 1e-10; // of the labels' spread: √ of the relative cost of zero loss

    /**
     * How many samples a class has.
     *
     * @param className its name
     * @param samples how many, possibly 0
     */
    public record ClassCount(String className, int samples) {}

    /** Keeps unmodifiable copies. */
    public DataSummary {
        classes = List.copyOf(classes);
        constantFeatures = List.copyOf(constantFeatures);
        constructions = List.copyOf(constructions);
    }

    /**
     * Looks at a data set. Cost: a few passes over the data and {@link Genericity#of}.
     *
     * @throws IllegalArgumentException if features or labels are not finite
     */
    public static DataSummary of(Dataset data) {
        Duplicates duplicates = Duplicates.of(data);
        Matrix distinct = duplicates.merged(data).features();
        Genericity genericity = Genericity.of(distinct);
        Matrix labels = data.target().map(Target::labels).orElseGet(() -> Matrix.zeros(0, data.samples()));
        return new DataSummary(
                data.name(),
                data.samples(),
                data.inputDim(),
                labels.rows(),
                classes(data.target()),
                constantFeatures(data),
                duplicates,
                Arrays.stream(data.features().data()).min().orElse(Double.NaN),
                Arrays.stream(data.features().data()).max().orElse(Double.NaN),
                variance(labels),
                genericity,
                constructions(distinct, duplicates, genericity));
    }

    /** Number of samples that stay after merging identical ones with equal labels. */
    public int distinctSamples() {
        return samples - duplicates.mergeableSamples();
    }

    private static List<ClassCount> classes(Optional<Target> target) {
        List<ClassCount> counts = new ArrayList<>();
        if (target.isPresent() && target.get() instanceof ClassTarget labels) {
            int[] samples = new int[labels.classNames().size()];
            for (int code : labels.codes()) {
                samples[code]++;
            }
            for (int q = 0; q < samples.length; q++) {
                counts.add(new ClassCount(labels.classNames().get(q), samples[q]));
            }
        }
        return counts;
    }

    private static List<String> constantFeatures(Dataset data) {
        Matrix features = data.features();
        boolean[] varies = new boolean[features.rows()];
        for (int j = 1; j < features.columns(); j++) {
            for (int i = 0; i < varies.length; i++) {
                varies[i] |= features.get(i, j) != features.get(i, 0);
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < varies.length; i++) {
            if (!varies[i]) {
                names.add(data.featureNames().get(i));
            }
        }
        return names;
    }

    private static double variance(Matrix labels) {
        double[] means = labels.rowMeans();
        double sum = 0;
        for (int j = 0; j < labels.columns(); j++) {
            for (int q = 0; q < means.length; q++) {
                double deviation = labels.get(q, j) - means[q];
                sum += deviation * deviation;
            }
        }
        return labels.columns() == 0 ? 0 : sum / labels.columns();
    }

    private static List<Stated> constructions(Matrix distinct, Duplicates duplicates, Genericity genericity) {
        if (duplicates.hasConflicts()) {
            return List.of(conflict(duplicates));
        }
        List<Stated> said = new ArrayList<>();
        RankReport rank = genericity.judged();
        int samples = distinct.columns();
        int features = distinct.rows();
        double lost = ROUNDINGS * Math.ulp(1.0) * rank.condition();
        if (rank.full() && rank.rank() == samples && !(lost <= ZERO_RESIDUAL)) {
            said.add(StructureClaim.PIVOT_1_ILL_CONDITIONED.with(samples, rank.condition(), lost));
        } else if (rank.full() && rank.rank() == samples) {
            said.add(StructureClaim.LINEAR_REGRESSION_APPLIES.with(samples));
            said.add(StructureClaim.PIVOT_1_APPLIES.with());
        } else if (features + 1 < samples) {
            said.add(StructureClaim.PIVOT_1_CANNOT.with(features + 1, samples));
        } else {
            said.add(StructureClaim.PIVOT_1_UNRELIABLE.with(rank.words(), samples));
        }
        said.add(StructureClaim.LIFT_APPLIES.with(samples, Math.max(1, samples - 1)));
        return said;
    }

    private static Stated conflict(Duplicates duplicates) {
        Duplicates.Pair pair = duplicates.conflicts().get(0);
        int groups = duplicates.conflicting().size();
        return StructureClaim.CONFLICTING_LABELS.with(
                groups + (groups == 1 ? " group of identical samples has" : " groups of identical samples have"),
                pair.first() + 1,
                pair.second() + 1);
    }
}
