package dev.nadir.app.shell;

import dev.nadir.data.ClassTarget;
import dev.nadir.data.Dataset;
import dev.nadir.data.Duplicates;
import dev.nadir.data.Standardization;
import dev.nadir.data.TrainingSet;
import dev.nadir.matrix.RowScaling;
import dev.nadir.structure.FarkasCertificate;
import dev.nadir.structure.Hyperplane;
import dev.nadir.structure.LabelClasses;
import dev.nadir.structure.NotSeparable;
import dev.nadir.structure.Separated;
import dev.nadir.structure.Separation;
import dev.nadir.structure.Separator;
import dev.nadir.structure.SequentialSeparation;
import dev.nadir.structure.Undecided;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sequential separation so that anyone can check it: hyperplanes of the raw features, negative on their class and
 * positive on all later ones, and whole-number Farkas weights of samples numbered from 1 as in the file.
 */
public final class SeparationJson {
    private static final long LARGE = 2_000_000;

    private final int[] distinct;
    private final RowScaling scaling;

    /** Of a data set's samples. */
    public SeparationJson(Dataset data) {
        this.distinct = Duplicates.of(data).representatives();
        this.scaling = Standardization.of(data.features().selectColumns(distinct));
    }

    /**
     * Searched for, of labels that are classes: empty for other labels, for one class and where labels conflict; beyond two
     * million numbers what it would take.
     */
    public static Optional<Map<String, Object>> searched(Dataset data) {
        boolean classes = data.target().filter(ClassTarget.class::isInstance).isPresent();
        if (!classes || Duplicates.of(data).hasConflicts()) {
            return Optional.empty();
        }
        long numbers = (long) data.inputDim() * data.samples();
        if (numbers > LARGE) {
            return Optional.of(Map.of(
                    "missing",
                    "not looked at: N M = " + numbers + " is above " + LARGE + "; assess looks at any size"));
        }
        SeparationJson json = new SeparationJson(data);
        TrainingSet samples = data.select(json.distinct).trainingSet();
        LabelClasses codes = LabelClasses.of(samples.labels());
        return codes.count() < 2
                ? Optional.empty()
                : Optional.of(
                        json.of(SequentialSeparation.search(new Separator(samples.inputs(), json.scaling), codes)));
    }

    /** The separation of the distinct samples. */
    public Map<String, Object> of(SequentialSeparation found) {
        List<Object> steps = new ArrayList<>();
        for (int k = 0; k < found.steps().size(); k++) {
            steps.add(step(found.order().get(k), found.steps().get(k)));
        }
        List<Object> refutations = new ArrayList<>();
        new TreeMap<>(found.refutations()).forEach((code, why) -> refutations.add(refutation(code, why)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("order", found.order());
        json.put("steps", steps);
        json.put("refutations", refutations);
        return json;
    }

    private Map<String, Object> step(int code, Separated step) {
        Hyperplane plane = step.ofRaw(scaling);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("class", code);
        json.put("normal", plane.normal());
        json.put("offset", plane.offset());
        json.put("gap", step.gap());
        step.exact().ifPresent(exact -> {
            json.put(
                    "exactNormal", exact.normal().stream().map(Object::toString).toList());
            json.put("exactOffset", exact.offset().toString());
        });
        return json;
    }

    private Map<String, Object> refutation(int code, Separation why) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("class", code);
        json.put("decided", why instanceof NotSeparable);
        if (why instanceof NotSeparable no) {
            FarkasCertificate certificate = no.certificate();
            json.put("samples", numbers(certificate.first()));
            json.put("weights", texts(certificate.firstWeights()));
            json.put("otherSamples", numbers(certificate.second()));
            json.put("otherWeights", texts(certificate.secondWeights()));
        } else if (why instanceof Undecided open) {
            json.put("missing", open.missing());
        }
        return json;
    }

    private List<Integer> numbers(int[] samples) {
        List<Integer> numbers = new ArrayList<>();
        for (int sample : samples) {
            numbers.add(distinct[sample] + 1);
        }
        return numbers;
    }

    /** As text, for JSON readers round numbers of many digits. */
    private static List<String> texts(List<BigInteger> weights) {
        return weights.stream().map(BigInteger::toString).toList();
    }
}
