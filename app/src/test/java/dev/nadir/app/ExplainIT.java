package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.app.Launcher.Run;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.claim.Catalogue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The catalogue of claims from the command line. */
@Tag("one-java")
class ExplainIT {
    private final Launcher nadir = Launcher.ofRepository();

    @Test
    void everyClaimIsListedAndExplained() throws Exception {
        Run list = nadir.run("explain");
        assertThat(list.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(list.out().lines()).hasSize(1 + Catalogue.all().size());
        Run one = nadir.run("explain", "assess.not-decided");
        assertThat(one.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(one.out()).contains("nothing rules zero loss out", "holds when", "decided by", "otherwise");
        assertThat(nadir.run("explain", "--markdown").out()).isEqualTo(Catalogue.markdown());
    }

    @Test
    void anUnknownIdentifierIsBadUsage() throws Exception {
        Run run = nadir.run("explain", "assess.no-such-thing");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("got assess.no-such-thing", "nadir explain lists");
    }
}
