package dev.nadir.assess;

import dev.nadir.construct.pivot.Architecture;
import dev.nadir.data.TrainingSet;
import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import dev.nadir.network.Initialization;
import dev.nadir.network.Network;
import dev.nadir.network.activation.Activation;
import dev.nadir.network.activation.Activations;
import dev.nadir.network.activation.Identity;
import dev.nadir.structure.ExampleData;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A small problem whose answer is known by how it was made: weights of zero loss are planted, or an obstruction is that
 * needs no computation to see.
 *
 * @param kind what was planted
 * @param attainable the truth
 * @param question about a model or an architecture
 */
record PlantedProblem(Kind kind, boolean attainable, Question question) {

    /** What can be planted. */
    enum Kind {
        /** Labels are the outputs of the model that is asked about. */
        TEACHER_GIVEN,
        /** Labels are the outputs of some network of the architecture that is asked about. */
        TEACHER_HIDDEN,
        /** The same, perturbed: the model in question is near the teacher. */
        TEACHER_NEAR,
        /** All labels are equal. */
        CONSTANT,
        /** Labels are an affine map of rank at most the narrowest layer, which passes it on. */
        AFFINE,
        /** Any labels, a hidden layer of N − 1 units and room behind it. */
        ENOUGH_UNITS,
        /** Equal inputs with labels 1 apart. */
        DUPLICATES,
        /** A bottleneck of fewer dimensions than the labels, in the last hidden layer. */
        BOTTLENECK,
        /** A linear network, and labels of independent noise with more samples than N = M + 1. */
        LINEAR,
        /** A linear network with a narrow layer, and labels that are an affine map of higher rank. */
        LINEAR_BOTTLENECK,
        /** Both: a teacher, and one sample repeated with another label. */
        TEACHER_SPOILT
    }

    static PlantedProblem draw(long seed) {
        return new Draw(new SplittableRandom(seed), seed).problem();
    }

    /** One draw: sizes, activation, widths, then what is planted. */
    private static final class Draw {
        private final SplittableRandom random;
        private final long seed;
        private final int m;
        private final int q;
        private final List<Integer> hidden = new ArrayList<>();
        private Activation sigma;
        private int n;

        Draw(SplittableRandom random, long seed) {
            this.random = random;
            this.seed = seed;
            m = 1 + random.nextInt(5);
            q = 1 + random.nextInt(3);
            n = 2 + random.nextInt(18);
            List<Activation> all = Activations.all();
            sigma = all.get(random.nextInt(all.size()));
            int depth = 1 + random.nextInt(3);
            for (int l = 0; l < depth; l++) {
                hidden.add(1 + random.nextInt(6));
            }
        }

        PlantedProblem problem() {
            // half with witnesses, half with obstructions
            Kind[] kinds = Kind.values();
            boolean witness = random.nextBoolean();
            Kind kind = witness ? kinds[random.nextInt(6)] : kinds[6 + random.nextInt(5)];
            Matrix inputs = inputs();
            return switch (kind) {
                case TEACHER_GIVEN -> asked(kind, taught(teacher(0), inputs), teacher(0));
                case TEACHER_HIDDEN -> asked(kind, taught(teacher(0), inputs));
                case TEACHER_NEAR -> asked(kind, taught(teacher(0), inputs), near());
                case CONSTANT ->
                    asked(kind, new TrainingSet(inputs, Matrix.zeros(q, n).map(z -> 5 - 3 * seed % 7)));
                case AFFINE -> affine(inputs);
                case ENOUGH_UNITS -> enoughUnits(inputs);
                case DUPLICATES -> asked(kind, duplicated(new TrainingSet(inputs, labels(q))));
                case TEACHER_SPOILT -> asked(kind, duplicated(taught(teacher(0), inputs)), teacher(0));
                case BOTTLENECK -> bottleneck();
                case LINEAR -> linear();
                case LINEAR_BOTTLENECK -> linearBottleneck();
            };
        }

        /** Gaussian, integers, or of very different scales. */
        private Matrix inputs() {
            Matrix drawn = ExampleData.gaussian(m, n, seed);
            int form = random.nextInt(4);
            if (form == 0) { // distinct: the sample's number is in the first feature
                Matrix integers = drawn.map(v -> Math.rint(2 * v));
                IntStream.range(0, n).forEach(j -> integers.data()[j * m] = j);
                return integers;
            }
            double scale = form == 1 ? Math.scalb(1, random.nextInt(60) - 30) : 1;
            return drawn.map(v -> scale * v + (form == 2 ? 100 : 0));
        }

        private Matrix labels(int rows) {
            return ExampleData.gaussian(rows, n, seed + 1);
        }

        private Network teacher(long other) {
            return Initialization.of(Initialization.Scheme.NTK).network(dims(), sigma, seed + 2 + other);
        }

        private Network near() {
            return Initialization.perturb(teacher(0), 1e-3, new SplittableRandom(seed + 5));
        }

        private int[] dims() {
            List<Integer> dims = new ArrayList<>(hidden);
            dims.add(0, m);
            dims.add(q);
            return dims.stream().mapToInt(d -> d).toArray();
        }

        /** Labels that overflow under exp are drawn anew with tanh. */
        private TrainingSet taught(Network teacher, Matrix inputs) {
            Matrix outputs = teacher.evaluate(inputs);
            if (!outputs.isFinite() || outputs.maxAbs() > 1e100) {
                sigma = Activations.byName("tanh");
                outputs = teacher(0).evaluate(inputs);
            }
            return new TrainingSet(inputs, outputs);
        }

        private PlantedProblem affine(Matrix inputs) {
            String[] passing = {"relu", "leaky-relu", "elu", "identity"};
            sigma = Activations.byName(passing[random.nextInt(passing.length)]);
            int narrowest = hidden.stream().mapToInt(w -> w).min().orElseThrow();
            int rank = Math.min(narrowest, Math.min(m, q));
            Matrix map =
                    Products.times(ExampleData.gaussian(q, rank, seed + 3), ExampleData.gaussian(rank, m, seed + 4));
            return asked(Kind.AFFINE, new TrainingSet(inputs, Products.times(map, inputs)));
        }

        private PlantedProblem enoughUnits(Matrix inputs) {
            String[] kinds = {"relu", "leaky-relu", "tanh", "softplus", "sin", "sigmoid", "gelu"};
            sigma = Activations.byName(kinds[random.nextInt(kinds.length)]);
            int wide = random.nextInt(hidden.size());
            hidden.set(wide, n - 1 + random.nextInt(4));
            for (int l = wide + 1; l < hidden.size(); l++) {
                hidden.set(l, q + random.nextInt(3));
            }
            hidden.replaceAll(width -> Math.max(1, width));
            return asked(Kind.ENOUGH_UNITS, new TrainingSet(inputs, labels(q)));
        }

        private TrainingSet duplicated(TrainingSet data) {
            int[] twice = IntStream.concat(IntStream.range(0, n), IntStream.of(random.nextInt(n)))
                    .toArray();
            Matrix labels = data.labels().selectColumns(twice);
            double size = Math.max(1, labels.maxAbs());
            labels.data()[n * labels.rows()] += size;
            return new TrainingSet(data.inputs().selectColumns(twice), labels);
        }

        private PlantedProblem bottleneck() {
            int outputs = 2 + random.nextInt(2);
            n = Math.max(n, outputs + 3);
            hidden.set(hidden.size() - 1, 1 + random.nextInt(outputs - 1));
            return asked(Kind.BOTTLENECK, new TrainingSet(inputs(), labels(outputs)));
        }

        private PlantedProblem linear() {
            sigma = new Identity();
            n = m + 4 + random.nextInt(10);
            return asked(Kind.LINEAR, new TrainingSet(inputs(), labels(q)));
        }

        private PlantedProblem linearBottleneck() {
            sigma = new Identity();
            int size = 2 + random.nextInt(3);
            n = size + 4 + random.nextInt(10);
            hidden.set(random.nextInt(hidden.size()), 1 + random.nextInt(size - 1));
            Matrix inputs = ExampleData.gaussian(size, n, seed);
            Matrix labels = Products.times(ExampleData.gaussian(size, size, seed + 3), inputs);
            return asked(Kind.LINEAR_BOTTLENECK, new TrainingSet(inputs, labels));
        }

        private PlantedProblem asked(Kind kind, TrainingSet data) {
            Question question = Question.of(data).withArchitecture(new Architecture(hidden, sigma));
            return new PlantedProblem(kind, kind.ordinal() < 6, question);
        }

        private PlantedProblem asked(Kind kind, TrainingSet data, Network model) {
            return new PlantedProblem(
                    kind, kind.ordinal() < 6, Question.of(data).withModel(model));
        }
    }
}
