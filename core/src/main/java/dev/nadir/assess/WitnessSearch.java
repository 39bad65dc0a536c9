package dev.nadir.assess;

import dev.nadir.claim.AssessClaim;
import dev.nadir.construct.Problem;
import dev.nadir.construct.pivot.Architecture;
import dev.nadir.construct.plan.Attempt;
import dev.nadir.construct.plan.Fitting;
import dev.nadir.construct.plan.Wishes;
import dev.nadir.construct.structured.LineInterpolant;
import dev.nadir.data.TrainingSet;
import dev.nadir.network.Layer;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.LeakyRelu;
import dev.nadir.network.activation.Relu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks for weights of zero loss for the network in question, cheapest first; each is measured on all samples. */
final class WitnessSearch {
    private final NetworkInQuestion network;
    private final Question question;
    private final Problem problem;
    private final List<Trial> trials = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();

    /**
     * Prepares the search.
     *
     * @param problem of the distinct samples
     */
    WitnessSearch(NetworkInQuestion network, Question question, Problem problem) {
        this.network = network;
        this.question = question;
        this.problem = problem;
    }

    /** Constructions tried for this network. */
    List<Trial> trials() {
        return trials;
    }

    /** What was tried in vain, in words. */
    List<String> tried() {
        return tried;
    }

    /** The model at its own parameters. */
    Optional<Witness> given() {
        if (!network.given()) {
            return Optional.empty();
        }
        Optional<Witness> itself = Witness.measured(network.network(), data(), AssessClaim.GIVEN_MODEL_FITS);
        if (itself.isEmpty()) {
            tried.add("the given parameters");
        }
        return itself;
    }

    /** Constructions, the structured networks among them, then the straight line. */
    Optional<Witness> search(List<Trial> structured) {
        return constant()
                .or(this::constructed)
                .or(this::affine)
                .or(() -> embedded(structured))
                .or(this::line)
                .or(this::trained);
    }

    private Optional<Witness> constant() {
        double[] label = data().labels().columnArray(0);
        for (int j = 1; j < data().samples(); j++) {
            if (!Arrays.equals(label, data().labels().columnArray(j))) {
                return Optional.empty();
            }
        }
        Network zero =
                network.network().withParameters(new double[network.network().parameters().length]);
        List<Layer> layers = new ArrayList<>(zero.layers());
        Layer last = layers.remove(layers.size() - 1);
        double[] bias = Arrays.stream(label).map(last.activation()::inverse).toArray();
        if (!last.biased() || !Arrays.stream(bias).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        layers.add(new Layer(last.weight(), bias, last.activation()));
        return Witness.measured(new Network(zero.inputScaling(), layers), data(), AssessClaim.CONSTANT_LABELS);
    }

    private Optional<Witness> affine() {
        if (!network.containsAffineMaps()) {
            return Optional.empty();
        }
        tried.add("the best affine map");
        return new AffineWeights(problem.data())
                .in(network)
                .flatMap(built -> Witness.measured(built, data(), AssessClaim.AFFINE_LABELS));
    }

    private Optional<Witness> constructed() {
        if (network.uniform().isEmpty()) {
            tried.add("no construction, for its layers are of several kinds or lack a bias");
            return Optional.empty();
        }
        question.progress().stage("constructing weights for this architecture");
        Architecture wanted = network.uniform().get();
        Attempt attempt = new Fitting(true, question.seed())
                .fit(
                        question.facts(),
                        Wishes.none().withHidden(wanted.hidden()).withActivation(wanted.activation()),
                        question.progress());
        Trial trial = Trial.of("affine solve", attempt.outcome(), problem.data());
        trials.add(trial);
        Optional<Witness> found = witness(trial.construction(), trial.network());
        if (found.isEmpty()) {
            tried.add("constructions for this architecture (" + trial.words() + ")");
        }
        return found;
    }

    private Optional<Witness> embedded(List<Trial> structured) {
        if (!network.containsAffineMaps() || network.affine()) {
            return Optional.empty();
        }
        tried.add("the structured networks, filled up to these layers");
        return structured.stream()
                .filter(Trial::reached)
                .sorted(Trial::byParameters)
                .flatMap(trial -> witness(trial.construction(), trial.network().flatMap(this::filledUp)).stream())
                .findFirst();
    }

    /** Of ReLU units, or leaky ones of the same slope: the layer that gets them must have that activation. */
    private Optional<Witness> line() {
        if (!network.containsAffineMaps()) {
            return Optional.empty();
        }
        List<Activation> kinds = network.hiddenActivations().stream()
                .filter(sigma -> sigma instanceof Relu || sigma instanceof LeakyRelu)
                .distinct()
                .toList();
        for (Activation sigma : kinds) {
            Trial trial = Trial.of("line-interpolant", new LineInterpolant(sigma).construct(problem), problem.data());
            Optional<Witness> found =
                    witness(trial.construction(), trial.network().flatMap(this::filledUp));
            if (found.isPresent()) {
                trials.add(trial);
                return found;
            }
            tried.add("an interpolant along a line (" + trial.words() + ")");
        }
        return Optional.empty();
    }

    private Optional<Network> filledUp(Network core) {
        return new Embedding(
                        network.hidden(),
                        network.hiddenActivations(),
                        problem.data().inputs())
                .of(core);
    }

    private Optional<Witness> trained() {
        question.progress().stage("the straight line");
        return new StraightLineSearch(network, data(), question.progress(), tried).run(question.seed());
    }

    private Optional<Witness> witness(String construction, Optional<Network> built) {
        return built.flatMap(
                weights -> Witness.measured(weights, data(), AssessClaim.WEIGHTS_CONSTRUCTED, construction));
    }

    private TrainingSet data() {
        return question.data();
    }
}
