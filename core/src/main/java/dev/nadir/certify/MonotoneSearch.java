package dev.nadir.certify;

import dev.nadir.data.TrainingSet;
import dev.nadir.structure.FarkasCertificate;
import dev.nadir.structure.NotSeparable;
import dev.nadir.structure.Separator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the {@link Combination} that shows that labels are no increasing function of an affine map of the inputs: for some label t the
 * samples above it and the others are not separated by a hyperplane.
 */
final class MonotoneSearch {
    private static final int MOST = 64; // different labels of one output

    private MonotoneSearch() {}

    static Optional<Combination> of(TrainingSet data) {
        Separator separator = new Separator(data.inputs());
        for (int q = 0; q < data.outputDim(); q++) {
            double[] labels = data.labels().rowArray(q);
            double[] different = Arrays.stream(labels).sorted().distinct().toArray();
            for (int t = 0; t + 1 < different.length && different.length <= MOST; t++) {
                Optional<Combination> found = above(separator, labels, different[t], q + 1);
                if (found.filter(combination -> combination.refutesIncreasing(data))
                        .isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Combination> above(Separator separator, double[] labels, double t, int output) {
        int[] high =
                IntStream.range(0, labels.length).filter(i -> labels[i] > t).toArray();
        int[] low =
                IntStream.range(0, labels.length).filter(i -> labels[i] <= t).toArray();
        return separator.separate(high, low) instanceof NotSeparable never
                ? Optional.of(combination(never.certificate(), output))
                : Optional.empty();
    }

    private static Combination combination(FarkasCertificate certificate, int output) {
        List<BigInteger> weights = new ArrayList<>(certificate.firstWeights());
        certificate.secondWeights().forEach(weight -> weights.add(weight.negate()));
        int[] samples = IntStream.concat(Arrays.stream(certificate.first()), Arrays.stream(certificate.second()))
                .map(i -> i + 1)
                .toArray();
        return new Combination(output, samples, weights);
    }
}
