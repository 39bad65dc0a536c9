package dev.nadir.jacobian.spectrum;

import dev.nadir.claim.LossClaim;
import dev.nadir.claim.Stated;
import dev.nadir.linalg.RankReport;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.CrossEntropy;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a change of the parameters can remove of any loss to first order, and what it cannot: {@link LossSplit} for the square
 * loss, {@link ConvexSplit} for the others, and beside them what weight decay leaves.
 *
 * @param loss which
 * @param cost C
 * @param gradientNorm ‖∇_θC‖
 * @param floor inf C over all outputs
 * @param blocked C_block, from above
 * @param bound C_block, from below
 * @param decided whether the rank of D, and of what the loss sees of it, is beyond doubt
 * @param rank of what the loss sees of D: with cross-entropy (Q − 1)N where it is full
 * @param costPerSample N entries that sum up to C
 * @param blockedPerSample N entries that sum up to {@code blocked}
 * @param separation of certain classes under cross-entropy; empty otherwise
 * @param decayed what weight decay leaves; empty without it
 */
public record Reach(
        Loss loss,
        double cost,
        double gradientNorm,
        double floor,
        double blocked,
        double bound,
        boolean decided,
        RankReport rank,
        double[] costPerSample,
        double[] blockedPerSample,
        Optional<TangentSeparation> separation,
        Optional<DecayedFloor> decayed) {
    /** Of C, within which two bounds of C_block count as one number. */
    private static final double NARROW = 1e-6;

    /**
     * At the parameters of an evaluation.
     *
     * @param labels Y, Q x N
     * @param decay λ, 0 for none
     * @throws IllegalArgumentException if the labels are not such as the loss takes
     */
    public static Reach of(Evaluation at, JacobianSpectrum spectrum, Loss loss, Matrix labels, double decay) {
        loss.check(labels);
        Optional<DecayedFloor> decayed =
                decay > 0 ? Optional.of(DecayedFloor.of(at, loss, labels, decay)) : Optional.empty();
        double[] costs = perSample(loss, at.outputs(), labels);
        if (loss.equals(Loss.SQUARE)) {
            LossSplit split = LossSplit.of(at, spectrum, labels);
            return new Reach(
                    loss,
                    split.cost(),
                    split.gradientNorm(),
                    0,
                    split.blocked(),
                    Math.max(0, split.blocked() - split.error()),
                    spectrum.rank().decided(),
                    spectrum.rank(),
                    costs,
                    split.blockedPerSample(),
                    Optional.empty(),
                    decayed);
        }
        ConvexSplit split = ConvexSplit.of(at, spectrum, loss, labels);
        double[] blocked = split.blockedPerSample(loss, labels);
        boolean free = split.blocked() == split.floor(); // the point where it would be attained may not exist
        return new Reach(
                loss,
                split.cost(),
                split.gradientNorm(),
                split.floor(),
                split.blocked(),
                split.bound(),
                split.decided(),
                split.rank(),
                costs,
                free ? floors(loss, labels) : blocked,
                certain(loss, labels)
                        ? Optional.of(TangentSeparation.of(split, at.outputs(), labels))
                        : Optional.empty(),
                decayed);
    }

    private static boolean certain(Loss loss, Matrix labels) {
        boolean oneHot = Arrays.stream(labels.data()).allMatch(y -> y == 0 || y == 1);
        return oneHot && loss instanceof CrossEntropy entropy && entropy.smoothing() == 0;
    }

    private static double[] perSample(Loss loss, Matrix outputs, Matrix labels) {
        int n = labels.columns();
        return IntStream.range(0, n)
                .mapToDouble(i -> loss.value(outputs.columns(i, i + 1), labels.columns(i, i + 1)) / n)
                .toArray();
    }

    private static double[] floors(Loss loss, Matrix labels) {
        int n = labels.columns();
        return IntStream.range(0, n)
                .mapToDouble(i -> loss.floor(labels.columns(i, i + 1)) / n)
                .toArray();
    }

    /** C_reach, at least. */
    public double reachable() {
        return cost - blocked;
    }

    /** Whether C_block is one number: the rank is decided, and the two bounds agree to 1e-6 of C. */
    public boolean known() {
        return decided && blocked - bound <= NARROW * cost;
    }

    /** What can be said of this loss in sentences. */
    public List<Stated> stated() {
        List<Stated> all = new ArrayList<>();
        if (floor > 0) {
            all.add(LossClaim.FLOOR.with(floor, why()));
        }
        separation.ifPresent(found -> {
            if (found.answer() == TangentSeparation.Answer.SEPARABLE) {
                all.add(LossClaim.SEPARABLE.with(found.margin()));
            } else if (found.answer() == TangentSeparation.Answer.CONTRADICTED) {
                all.add(LossClaim.CONTRADICTED.with(found.samples().length, bound));
            }
        });
        return all;
    }

    private String why() {
        return loss instanceof CrossEntropy entropy && entropy.smoothing() > 0
                ? "label smoothing " + entropy.smoothing()
                : "the labels are not certain";
    }
}
