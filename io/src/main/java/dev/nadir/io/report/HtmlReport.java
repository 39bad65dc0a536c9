package dev.nadir.io.report;

import dev.nadir.io.plot.Lists;
import dev.nadir.io.plot.Text;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One self-contained page: no script, no font, no address outside; light and dark; also well-formed XML.
 *
 * @param title heading of the page
 * @param subtitle line below it, may be empty
 * @param sections its parts
 */
public record HtmlReport(String title, String subtitle, List<Section> sections) {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>%s</title>
            <style>
            :root{--bg:#f4f6f8;--card:#fff;--fg:#1c2733;--dim:#52606d;--line:#dde3e9;
            --good:#0b7a55;--good-bg:#e3f5ee;--warn:#8a5a00;--warn-bg:#fdf3dc;--bad:#b3261e;--bad-bg:#fdeae8}
            @media screen and (prefers-color-scheme:dark){:root{--bg:#0f1216;--card:#171b21;--fg:#e6eaef;
            --dim:#a5b0bc;--line:#2b323b;--good:#5fd3a5;--good-bg:#11302a;--warn:#f0bd5c;--warn-bg:#33280f;
            --bad:#ff9a90;--bad-bg:#3a1a18}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--bg);color:var(--fg);
            font:16px/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
            main{max-width:960px;margin:0 auto;padding:32px 20px 64px}
            h1{font-size:1.8rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
            .subtitle{color:var(--dim);margin:6px 0 0}
            section{background:var(--card);border:1px solid var(--line);border-radius:12px;
            padding:20px 24px;margin-top:20px}
            h2{font-size:1.2rem;margin:0 0 12px}
            p{margin:12px 0}
            .table{overflow-x:auto;margin:12px 0}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.93rem}
            .data{width:100%%}
            th,td{text-align:left;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
            th{color:var(--dim);font-weight:600}
            .facts th{padding-right:28px;font-weight:500}
            .number{text-align:right}
            .verdict{border-left:4px solid;border-radius:6px;padding:10px 14px;margin:12px 0;font-weight:550}
            .good{color:var(--good);background:var(--good-bg)}
            .warn{color:var(--warn);background:var(--warn-bg)}
            .bad{color:var(--bad);background:var(--bad-bg)}
            figure{margin:16px 0 4px}
            figure svg{display:block;max-width:100%%;height:auto}
            figcaption{color:var(--dim);font-size:.88rem;margin-top:4px}
            @media print{body{background:#fff}section{break-inside:avoid}}
            </style>
            </head>
            <body>
            <main>
            """;

    /** Copies the list. */
    public HtmlReport {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(subtitle, "subtitle");
        sections = List.copyOf(sections);
    }

    /** A page without sections yet. */
    public static HtmlReport of(String title, String subtitle) {
        return new HtmlReport(title, subtitle, List.of());
    }

    /** One section more. */
    public HtmlReport withSection(Section more) {
        return new HtmlReport(title, subtitle, Lists.and(sections, more));
    }

    /** The page. */
    public String toHtml() {
        StringBuilder out = new StringBuilder(HEAD.formatted(Text.escape(title)));
        out.append("<header>").append(element("h1", title));
        if (!subtitle.isEmpty()) {
            out.append("<p class=\"subtitle\">").append(Text.escape(subtitle)).append("</p>");
        }
        out.append("</header>\n");
        for (Section section : sections) {
            out.append("<section>\n").append(element("h2", section.heading())).append('\n');
            section.blocks().forEach(block -> append(out, block));
            out.append("</section>\n");
        }
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder out, Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            out.append(element("p", paragraph.text()));
        } else if (block instanceof Block.VerdictBox box) {
            String tone = box.verdict().name().toLowerCase(Locale.ROOT);
            out.append("<div role=\"status\" class=\"verdict ").append(tone).append("\">");
            out.append(Text.escape(box.text())).append("</div>");
        } else if (block instanceof Block.Facts facts) {
            out.append(facts(facts));
        } else if (block instanceof Block.DataTable table) {
            out.append(table(table));
        } else if (block instanceof Block.Picture picture) {
            out.append("<figure>\n").append(picture.chart().toSvg(picture.width(), picture.height()));
            out.append(picture.caption().isEmpty() ? "" : element("figcaption", picture.caption()));
            out.append("</figure>");
        }
        out.append('\n');
    }

    private static String facts(Block.Facts facts) {
        return facts.entries().entrySet().stream()
                .map(e -> "<tr><th scope=\"row\">" + Text.escape(e.getKey()) + "</th>" + cell(e.getValue(), false)
                        + "</tr>\n")
                .collect(Collectors.joining("", "<div class=\"table\"><table class=\"facts\"><tbody>\n", END));
    }

    private static final String END = "</tbody></table></div>";

    private static String table(Block.DataTable table) {
        StringBuilder out = new StringBuilder("<div class=\"table\"><table class=\"data\"><thead><tr>");
        for (int j = 0; j < table.columns().size(); j++) {
            String side = numeric(table, j) ? " class=\"number\"" : "";
            out.append("<th scope=\"col\"").append(side).append('>');
            out.append(Text.escape(table.columns().get(j))).append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (List<String> row : table.rows()) {
            out.append("<tr>");
            for (int j = 0; j < row.size(); j++) {
                out.append(cell(row.get(j), numeric(table, j)));
            }
            out.append("</tr>\n");
        }
        return out.append(END).toString();
    }

    /** Columns of numbers stand at the right, so that digits line up. */
    private static boolean numeric(Block.DataTable table, int column) {
        return !table.rows().isEmpty()
                && table.rows().stream().allMatch(row -> row.get(column).matches("[-+−]?[0-9.][0-9.,eE+\\-]*%?"));
    }

    private static String cell(String text, boolean numeric) {
        return (numeric ? "<td class=\"number\">" : "<td>") + Text.escape(text) + "</td>";
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + Text.escape(text) + "</" + name + ">";
    }
}
