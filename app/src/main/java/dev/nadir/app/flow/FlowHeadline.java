package dev.nadir.app.flow;

import dev.nadir.app.shell.Table;
import dev.nadir.flow.FlowSample;
import dev.nadir.flow.verdict.FlowVerdict;
import dev.nadir.jacobian.diagnose.Headline;

/** The first line of {@code flow}: from where to where C went, what of it is blocked, and the verdict. */
final class FlowHeadline {
    private static final double WORTH_SAYING = 0.005;

    private FlowHeadline() {}

    static String of(FlowOutcome outcome) {
        FlowSample last = outcome.last();
        double from = outcome.first().cost();
        String went = last.time() == outcome.first().time()
                ? "C = " + Table.number(from)
                : "C " + (last.cost() <= from ? "fell" : "rose") + " from " + Table.number(from) + " to "
                        + Table.number(last.cost());
        return went + blocked(outcome) + "; " + outcome.result().verdict().message() + steps(outcome);
    }

    /** Only where something is left and the rank of D is beyond doubt. */
    private static String blocked(FlowOutcome outcome) {
        FlowSample last = outcome.last();
        boolean nothing = outcome.result().verdict().kind() == FlowVerdict.Kind.ZERO_LOSS;
        if (nothing || !last.rankDecided() || !(last.cost() > 0)) {
            return "";
        }
        double share = last.blocked() / last.cost();
        if (share < WORTH_SAYING) {
            return "";
        }
        return "; " + Headline.percent(share)
                + (outcome.landscape().decay() > 0
                        ? " of what is left stays to first order, weight decay included"
                        : " of what is left is blocked");
    }

    private static String steps(FlowOutcome outcome) {
        double time = outcome.result().verdict().timeToMost();
        return outcome.learningRate().isEmpty() || Double.isNaN(time)
                ? ""
                : " (" + Table.number(Math.ceil(time / outcome.learningRate().getAsDouble()))
                        + " steps of descent at learning rate "
                        + Table.number(outcome.learningRate().getAsDouble()) + ")";
    }
}
