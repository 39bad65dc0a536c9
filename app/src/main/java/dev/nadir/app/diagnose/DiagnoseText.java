package dev.nadir.app.diagnose;

import dev.nadir.app.shell.Table;
import dev.nadir.claim.Stated;
import dev.nadir.jacobian.measure.TimeScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code diagnose} tells people. */
final class DiagnoseText {
    private static final String LINE = System.lineSeparator();

    private final Diagnosis diagnosis;

    DiagnoseText(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    String text(boolean quiet) {
        StringBuilder text = new StringBuilder(diagnosis.headline()).append(LINE);
        for (Stated hint : diagnosis.hints()) {
            text.append("hint: ").append(hint.words()).append(LINE);
        }
        if (!diagnosis.summary().measures().zero()) {
            text.append(LINE).append(diagnosis.summary().reasons());
            text.append(LINE).append(diagnosis.summary().worstText());
            text.append(LINE).append(diagnosis.slowness()).append(LINE).append(LINE);
            text.append(timeScales());
        }
        diagnosis.fixed().ifPresent(model -> text.append(LINE).append(fixed(model)));
        if (!quiet) {
            String notes = diagnosis.summary().notes();
            text.append(notes.isEmpty() ? "" : LINE + notes);
        }
        if (!diagnosis.next().isEmpty()) {
            text.append(LINE);
            diagnosis.next().forEach(next -> text.append("next: ").append(next).append(LINE));
        }
        return text.toString();
    }

    private String timeScales() {
        Table table = Table.ofColumns(columns().toArray(String[]::new));
        rows().forEach(row -> table.row(row.toArray()));
        return table.text();
    }

    /** Headings of {@link #rows()}. */
    static List<String> columns() {
        return List.of("steps", "% of C that they remove", "C left, linearized");
    }

    /** The loss by decades of steps, and what is left after each. */
    List<List<String>> rows() {
        double cost = diagnosis.summary().diagnosis().cost();
        List<List<String>> rows = new ArrayList<>();
        for (TimeScale scale : diagnosis.scales().scales()) {
            boolean ends = Double.isFinite(scale.steps());
            rows.add(List.of(
                    ends ? "up to " + String.format(Locale.ROOT, "%,.0f", scale.steps()) : "never",
                    String.format(Locale.ROOT, "%.1f", 100 * scale.loss() / cost),
                    ends ? Table.number(diagnosis.scales().predicted(scale.steps())) : ""));
        }
        rows.add(List.of(
                "blocked",
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        100 * diagnosis.summary().diagnosis().blocked().most()),
                ""));
        return rows;
    }

    private static String fixed(FixedModel model) {
        return "weights of zero loss written: " + model.model() + ", C = "
                + Table.number(model.accuracy().cost()) + ", max |x - y| = "
                + Table.number(model.accuracy().maxResidual()) + " as read back; "
                + model.verification().engine() + ": C = "
                + Table.number(model.verification().cost()) + LINE;
    }
}
