package dev.nadir.jacobian.diagnose;

import dev.nadir.jacobian.measure.LossMeasures;

/**
 * The answer in one line: how large the loss is, how much of it is blocked and how much descent can reach.
 *
 * @param loss measured
 * @param blocked its blocked share
 * @param witness a clause about zero loss, such as "weights of zero loss were found"; may be empty
 */
public record Headline(LossMeasures loss, BlockedShare blocked, String witness) {

    /** Without a word about zero loss. */
    public Headline(LossMeasures loss, BlockedShare blocked) {
        this(loss, blocked, "");
    }

    /** A share of the loss as every first line says it: "88 %", "0.4 %", "less than 0.1 %". */
    public static String percent(double share) {
        return Words.percent(share);
    }

    /** The line: "C = 0.0208 (MSE 0.0138, accuracy 97.3 %): 88 % blocked, 12 % reachable; …". */
    public String text() {
        String measures = "C = " + Words.number(loss.cost()) + " (MSE " + Words.number(loss.meanSquaredError())
                + (loss.accuracy().isPresent()
                        ? ", accuracy "
                                + Words.format("%.1f %%", 100 * loss.accuracy().getAsDouble())
                        : "")
                + "): ";
        return measures
                + (loss.zero() ? "zero loss to rounding" : shares())
                + (witness.isEmpty() ? "" : "; " + witness);
    }

    private String shares() {
        if (Double.isNaN(blocked.least())) {
            return "how much of it is blocked was not computed";
        } else if (!blocked.decided()) {
            return "between " + Words.percent(blocked.least()) + " and " + Words.percent(blocked.most())
                    + " blocked, at least " + Words.percent(1 - blocked.most())
                    + " reachable (the rank of D is undecided)";
        } else if (blocked.most() < BlockedShare.NOTHING) {
            return "nothing blocked, all of it reachable to first order";
        } else if (blocked.least() > 1 - BlockedShare.NOTHING) {
            return "all of it blocked, nothing reachable to first order";
        }
        return Words.percent(blocked.least()) + " blocked, " + Words.percent(1 - blocked.least()) + " reachable";
    }
}
