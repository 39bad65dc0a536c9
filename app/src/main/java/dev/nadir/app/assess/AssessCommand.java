package dev.nadir.app.assess;

import dev.nadir.app.shell.CertificationSection;
import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.DataFormatOptions;
import dev.nadir.app.shell.ExitCode;
import dev.nadir.app.shell.GivenOptions;
import dev.nadir.app.shell.NextCommand;
import dev.nadir.app.shell.OutputOptions;
import dev.nadir.app.shell.Outputs;
import dev.nadir.app.shell.PictureOptions;
import dev.nadir.app.shell.StandardOptions;
import dev.nadir.app.shell.ThreadsOption;
import dev.nadir.assess.Assessment;
import dev.nadir.assess.Assessor;
import dev.nadir.assess.DichotomySweep;
import dev.nadir.assess.Question;
import dev.nadir.assess.Trial;
import dev.nadir.assess.Witness;
import dev.nadir.certify.Certifier;
import dev.nadir.construct.Constructed;
import dev.nadir.data.Dataset;
import dev.nadir.network.Network;
import dev.nadir.progress.Progress;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nadir assess}: the verdict. */
@Command(
        name = "assess",
        description = {
            "Can zero loss be reached on these data, by which construction with how many parameters, and what will gradient"
                    + " descent meet?",
            "",
            "Every network it speaks of is built and measured. Without --hidden or a model the question is about the data"
                    + " alone."
        },
        footer = {
            "",
            "Examples:",
            "  nadir assess digits.csv.gz --target class --report digits.html",
            "  nadir assess iris.csv --target class --hidden 8,8 --activation relu",
            "  nadir assess wine.csv --target class --sweep --widths 3,10,50,200 --depths 1,2",
            "  nadir assess golub.csv.gz golub.onnx --target class --json",
            "",
            "Exit status: 0 zero loss is attainable, 1 it is not or that is not decided (reason and next step printed), 2 bad usage"
                    + " or input."
        })
public final class AssessCommand implements Callable<Integer> {
    @Mixin
    private StandardOptions standard;

    @Mixin
    private AssessInputs inputs;

    @Option(
            names = "--certify",
            description =
                    "Prove, rounding included, that parameters of exactly zero loss exist near those of the network found, as"
                            + " nadir certify does; if that fails, the exit status is 1.")
    private boolean certify;

    @Mixin
    private DataFormatOptions format;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private PictureOptions pictures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        threads.apply();
        inputs.check();
        GivenOptions given = new GivenOptions(spec);
        format.check(inputs.named().data(), given);
        if (inputs.sweep()) {
            given.refuse("--sweep, which proves nothing", "--certify");
        }
        Outputs outputs = new Outputs(inputs.files(format));
        pictures.check(outputs);
        try (ConsoleProgress progress = output.progress()) {
            progress.stage("reading " + inputs.data());
            Dataset data = inputs.read(format);
            Question question = inputs.question(data, progress);
            return inputs.sweep() ? sweep(data, question, outputs) : assess(data, question, outputs, progress);
        }
    }

    private int assess(Dataset data, Question question, Outputs outputs, Progress progress) throws IOException {
        Assessment assessment = Assessor.assess(question);
        Optional<CertificationSection> proved = certify ? proof(assessment, data, progress) : Optional.empty();
        NextCommand next = new NextCommand(spec, inputs.named()).withTarget(data.target());
        AssessReport full = new AssessReport(data, next, assessment, proved);
        pictures.write(outputs, () -> new AssessPage(full));
        output.print(spec, inputs.named(), full::json, () -> new AssessText(full).text(output.quiet()));
        if (full.done()) {
            return ExitCode.DONE;
        }
        if (!output.json() && !assessment.attainability().yes()) {
            spec.commandLine().getErr().println("nadir: " + full.headline());
            spec.commandLine().getErr().println("nadir: next: " + full.command());
        }
        return ExitCode.NUMERICAL;
    }

    /** Of the weights found for the network in question, else of the best network that was built. */
    private static Optional<CertificationSection> proof(Assessment assessment, Dataset data, Progress progress) {
        Optional<Network> best = assessment.trials().stream()
                .filter(Trial::reached)
                .findFirst()
                .flatMap(Trial::built)
                .map(Constructed::network);
        return assessment
                .attainability()
                .witness()
                .map(Witness::network)
                .or(() -> best)
                .map(network -> new CertificationSection(new Certifier(network, data.trainingSet()).certify(progress)));
    }

    private int sweep(Dataset data, Question question, Outputs outputs) throws IOException {
        DichotomySweep sweep = DichotomySweep.of(question, inputs.activation(), inputs.architectures(data));
        pictures.write(outputs, () -> new SweepPage(data.name(), sweep));
        SweepReport told = new SweepReport(sweep);
        output.print(spec, inputs.named(), () -> Map.of("sweep", told.json()), told::text);
        return ExitCode.DONE;
    }
}
