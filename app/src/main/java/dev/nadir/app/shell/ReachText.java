package dev.nadir.app.shell;

import dev.nadir.claim.Stated;
import dev.nadir.data.ClassTarget;
import dev.nadir.jacobian.diagnose.BlockedShare;
import dev.nadir.jacobian.diagnose.Headline;
import dev.nadir.jacobian.diagnose.LossDiagnosis;
import dev.nadir.jacobian.measure.LossMeasures;
import dev.nadir.jacobian.spectrum.DecayedFloor;
import dev.nadir.jacobian.spectrum.JacobianSpectrum;
import dev.nadir.jacobian.spectrum.Reach;
import dev.nadir.jacobian.spectrum.TangentSeparation;
import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.Loss;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is told about the loss of any model: the first line, the sentences, the facts, and the same as JSON.
 *
 * @param subject the model and the data
 * @param at where it stands
 * @param spectrum of D
 * @param reach of the loss
 */
public record ReachText(ModelOnData subject, Evaluation at, JacobianSpectrum spectrum, Reach reach) {

    /** The classes, if the labels are classes. */
    public Optional<ClassTarget> classes() {
        return subject.dataset().target().filter(ClassTarget.class::isInstance).map(ClassTarget.class::cast);
    }

    /** Outputs against labels; cost and mean squared error are those of the square loss. */
    public LossMeasures measures() {
        return LossMeasures.of(at.outputs(), subject.data().labels(), classes().isPresent());
    }

    private boolean square() {
        return reach.loss().equals(Loss.SQUARE);
    }

    /** The blocked share of C. */
    public BlockedShare blocked() {
        if (square()) {
            Matrix residual = at.outputs().minus(subject.data().labels());
            return LossDiagnosis.blockedShare(spectrum, residual);
        }
        if (!(reach.cost() > 0)) {
            return BlockedShare.of(0, 1);
        }
        double most = Math.min(1, reach.blocked() / reach.cost());
        double least = reach.decided() ? reach.bound() / reach.cost() : reach.floor() / reach.cost();
        return reach.known()
                ? new BlockedShare(most, most)
                : new BlockedShare(Math.max(0, Math.min(least, most)), reach.decided() ? most : 1);
    }

    /** The first line. */
    public String headline() {
        if (square()) {
            return new Headline(measures(), blocked()).text();
        }
        String accuracy = measures().accuracy().isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", accuracy %.1f %%",
                        100 * measures().accuracy().getAsDouble())
                : "";
        return "C = " + Table.number(reach.cost()) + " (" + reach.loss().name() + accuracy + "): " + shares();
    }

    private String shares() {
        BlockedShare share = blocked();
        if (!share.decided()) {
            return "between " + Headline.percent(share.least()) + " and " + Headline.percent(share.most()) + " blocked"
                    + (reach.decided() ? "" : " (the rank is undecided)");
        } else if (share.most() < BlockedShare.NOTHING) {
            return "nothing blocked, all of it reachable to first order";
        } else if (share.least() > 1 - BlockedShare.NOTHING) {
            return "all of it blocked, nothing reachable to first order";
        }
        return Headline.percent(share.least()) + " blocked, " + Headline.percent(1 - share.least()) + " reachable";
    }

    /** What is stated, one sentence a line, with the samples that contradict each other; empty if nothing. */
    public String sentences() {
        StringBuilder text = new StringBuilder();
        for (Stated stated : reach.stated()) {
            text.append(stated.words()).append(System.lineSeparator());
        }
        contradicting()
                .ifPresent(names -> text.append("samples: ").append(names).append(System.lineSeparator()));
        return text.toString();
    }

    private Optional<String> contradicting() {
        return reach.separation()
                .map(TangentSeparation::samples)
                .filter(samples -> samples.length > 0)
                .map(samples -> Arrays.stream(samples)
                                .limit(20)
                                .mapToObj(i -> String.valueOf(i + 1))
                                .collect(Collectors.joining(", "))
                        + (samples.length > 20 ? ", …" : ""));
    }

    /** The split of the loss. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("loss", reach.loss().name());
        facts.put("cost C", Table.number(reach.cost()));
        facts.put("C_reach", part(reach.reachable(), "at least "));
        facts.put("C_block", part(reach.blocked(), "at most "));
        if (reach.decided() && !reach.known()) {
            facts.put("C_block, from below", Table.number(reach.bound()));
        }
        facts.put("|∇_θ C|", Table.number(reach.gradientNorm()) + " (small does not mean stationary: compare C_reach)");
        reach.decayed().ifPresent(floor -> decayed(facts, floor));
        return facts;
    }

    private String part(double part, String side) {
        if (!reach.decided()) {
            return "not decided, because the rank is not";
        }
        String share = reach.cost() == 0 ? "" : String.format(Locale.ROOT, " (%.1f %%)", 100 * part / reach.cost());
        return (reach.known() ? "" : side) + Table.number(part) + share;
    }

    private void decayed(Map<String, String> facts, DecayedFloor floor) {
        facts.put("C + λ/2 |θ|²", Table.number(reach.cost() + penalty(floor)));
        facts.put(
                "its minimum to first order",
                Table.number(floor.total()) + " (at least " + Table.number(floor.bound()) + "), with C = "
                        + Table.number(floor.cost()) + " there");
    }

    private double penalty(DecayedFloor floor) {
        double norm = Matrix.column(at.theta()).frobeniusNorm();
        return floor.decay() / 2 * norm * norm;
    }

    /** Into the JSON of a command. */
    public void put(Map<String, Object> json) {
        json.put("loss", reach.loss().name());
        json.put("cost", reach.cost());
        json.put("gradientNorm", reach.gradientNorm());
        json.put("measures", measures());
        json.put("lossReachable", reach.reachable());
        json.put("lossBlocked", reach.blocked());
        json.put("lossBlockedBound", reach.bound());
        json.put("lossSplitError", reach.blocked() - reach.bound());
        json.put("lossSplitDecided", reach.decided());
        json.put("lossFloor", reach.floor());
        json.put("blockedShare", blocked());
        json.put("stated", stated());
        json.put(
                "relevantRank",
                Map.of("rank", reach.rank().rank(), "size", reach.rank().size()));
        reach.separation().ifPresent(found -> {
            Map<String, Object> separation = new LinkedHashMap<>();
            separation.put("answer", found.answer().name().toLowerCase(Locale.ROOT));
            separation.put("margin", found.margin());
            separation.put("samples", LossSummary.fromOne(found.samples()));
            json.put("separation", separation);
        });
        reach.decayed().ifPresent(floor -> {
            Map<String, Object> decayed = new LinkedHashMap<>();
            decayed.put("decay", floor.decay());
            decayed.put("now", reach.cost() + penalty(floor));
            decayed.put("minimum", floor.total());
            decayed.put("bound", floor.bound());
            decayed.put("costThere", floor.cost());
            json.put("weightDecay", decayed);
        });
    }

    private List<Map<String, String>> stated() {
        return reach.stated().stream()
                .map(each -> Map.of("claim", each.claim().id(), "message", each.words()))
                .toList();
    }
}
