package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.List;

/**
 * An ordered list of half-spaces: a sample belongs to the class of the first half-space that contains it, and to the
 * last class if none does.
 *
 * @param rules in order
 * @param otherwise the class of samples in no half-space
 */
public record DecisionRules(List<Rule> rules, int otherwise) {

    /** Freezes the list. */
    public DecisionRules {
        rules = List.copyOf(rules);
    }

    /**
     * The half-space where ⟨w, x⟩ + b is negative.
     *
     * @param hyperplane its boundary, halfway between the samples on both sides
     * @param label the class it decides
     * @param gap the distance between the samples on both sides
     * @param samples the samples that this rule decides
     */
    public record Rule(Hyperplane hyperplane, int label, double gap, int[] samples) {}

    /** The rule that decides each column of X; rules().size() for samples in no half-space. */
    public int[] decide(Matrix inputs) {
        int[] decided = new int[inputs.columns()];
        java.util.Arrays.fill(decided, rules.size());
        for (int k = rules.size() - 1; k >= 0; k--) {
            double[] values = rules.get(k).hyperplane().values(inputs);
            for (int i = 0; i < decided.length; i++) {
                decided[i] = values[i] < 0 ? k : decided[i];
            }
        }
        return decided;
    }
}
