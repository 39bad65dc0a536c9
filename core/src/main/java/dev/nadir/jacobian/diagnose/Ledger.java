package dev.nadir.jacobian.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings as they are entered, each with its share of one cost. */
final class Ledger {
    private final double cost;
    private final boolean zero;
    private final List<Finding> findings = new ArrayList<>();

    /** Of a cost; if it is zero to rounding, all shares are 0. */
    Ledger(double cost, boolean zero) {
        this.cost = cost;
        this.zero = zero;
    }

    double cost() {
        return cost;
    }

    /** The share of C, in [0, 1]. */
    double share(double loss) {
        return zero ? 0 : Math.min(1, loss / cost);
    }

    /** A reason with what is to be done, and the measured quantities that its sentence names. */
    void enter(Reason reason, String advice, Object... values) {
        double loss = reason.piece().loss();
        findings.add(new Finding(
                reason.claim(),
                loss,
                share(loss),
                reason.layer(),
                reason.samples(),
                reason.claim().with(values).words(),
                advice));
    }

    /** The largest loss first. */
    List<Finding> sorted() {
        return findings.stream()
                .sorted(Comparator.comparingDouble(finding -> -finding.loss()))
                .toList();
    }
}
