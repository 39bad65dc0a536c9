package dev.nadir.app.study;

import dev.nadir.io.report.Block;
import dev.nadir.io.report.HtmlReport;
import dev.nadir.io.report.Section;
import dev.nadir.io.report.Tone;
import dev.nadir.study.About;
import dev.nadir.study.Picture;
import dev.nadir.study.Study;
import dev.nadir.study.Summary;
import dev.nadir.study.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page of one run of a study. */
final class StudyPage {
    private StudyPage() {}

    static String html(Study study, StudySize size, Summary summary) {
        About about = study.about();
        Section answer = Section.of("Answer").withVerdict(tone(summary.verdict()), summary.answer());
        for (Picture picture : summary.pictures().values()) {
            answer = answer.with(
                    new Block.Picture(StudyPictures.chart(picture), "", StudyPictures.WIDTH, StudyPictures.HEIGHT));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("statement tested", about.statement());
        facts.put("expected", about.expectation());
        facts.put("evidence", summary.verdict().toString());
        facts.put("protocol", about.protocol());
        facts.put("run", size.words(study));
        facts.put("what would change the answer", about.falsifier());
        facts.put("paper", about.paper().reference());
        facts.put("command", "nadir study " + about.name() + size.options());
        return HtmlReport.of(about.question(), "nadir study " + about.name() + size.options())
                .withSection(answer)
                .withSection(Section.of("Numbers")
                        .withTable(summary.table().headings(), summary.table().rows()))
                .withSection(Section.of("What was tested, and how").withFacts(facts))
                .toHtml();
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case AS_EXPECTED -> Tone.GOOD;
            case AGAINST_EXPECTATION -> Tone.BAD;
            case OPEN -> Tone.WARN;
        };
    }
}
