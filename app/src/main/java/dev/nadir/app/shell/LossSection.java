package dev.nadir.app.shell;

import dev.nadir.io.report.Section;
import dev.nadir.io.report.Tone;
import dev.nadir.jacobian.diagnose.BlockedShare;
import dev.nadir.jacobian.diagnose.Finding;
import java.util.Locale;

/** The head of a page about a loss: the answer, the reasons, the worst samples. */
public final class LossSection {
    private LossSection() {}

    /** The section for a summary under its headline. */
    public static Section of(LossSummary summary, String headline) {
        Section section = Section.of("Why the loss is not zero").withVerdict(tone(summary), headline + ".");
        for (Finding finding : summary.diagnosis().reasons()) {
            section = section.withParagraph(String.format(
                    Locale.ROOT,
                    "%.1f %% of the loss: %s. Way out: %s.",
                    100 * finding.share(),
                    finding.message(),
                    finding.advice()));
        }
        return summary.worst().isEmpty() ? section : section.withTable(LossSummary.worstColumns(), summary.worstRows());
    }

    /** Red only for loss that is blocked; undecided, slow or partly blocked is a condition. */
    private static Tone tone(LossSummary summary) {
        double blocked = summary.diagnosis().blocked().least();
        boolean zero = summary.measures().zero();
        boolean free = summary.diagnosis().blocked().most() < BlockedShare.NOTHING;
        return zero || free && summary.diagnosis().reasons().isEmpty()
                ? Tone.GOOD
                : blocked >= Finding.REASON ? Tone.BAD : Tone.WARN;
    }
}
