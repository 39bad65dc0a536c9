package dev.nadir.io.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.nadir.graph.GraphInput;
import dev.nadir.graph.GraphModel;
import dev.nadir.io.onnx.Precision;
import dev.nadir.matrix.Matrix;
import dev.nadir.progress.Progress;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Evaluates ONNX files in ONNX Runtime on the CPU: an engine that shares no code with ours.
 *
 * <p>Takes raw features, one sample per column here and per row in the file, in float64 or float32 as the model
 * declares. Quiet, on one thread unless asked for more.
 *
 * <p><b>Telemetry.</b> The library keeps a queue of messages to its maker in the home of the user, with a lasting number
 * of the device, and sends them. Only an environment variable that stands before the library is loaded prevents it, and
 * Java cannot set one: so this engine does not start without {@code ORT_DISABLE_TELEMETRY=1}, which {@code ./nadir} sets.
 */
public final class OnnxRuntimeEngine implements AutoCloseable {
    /** The engine's name in reports. */
    public static final String NAME = "ONNX Runtime";

    private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";
    /** As many numbers as an activation of one batch has at most, 16 MiB. */
    static final long BATCH_NUMBERS = 1L << 21;

    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions options;
    private final int threads;

    /** On one thread. */
    public OnnxRuntimeEngine() {
        this(1);
    }

    /**
     * On the given number of threads within an operator.
     *
     * @throws IllegalStateException if ONNX Runtime's native library does not load on this platform, or would send
     *     telemetry
     */
    public OnnxRuntimeEngine(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: got " + threads + ", expected at least 1");
        }
        requireNoTelemetry(System.getenv(NO_TELEMETRY));
        this.threads = threads;
        try {
            environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "nadir");
            options = options(threads);
        } catch (OrtException | LinkageError e) {
            throw new IllegalStateException(NAME + " does not start here: " + e.getMessage(), e);
        }
    }

    static void requireNoTelemetry(String setting) {
        if (!"1".equals(setting)) {
            throw new IllegalStateException(NAME + " is not started, because it would send telemetry: start Nadir with"
                    + " ./nadir, or set the environment variable " + NO_TELEMETRY + "=1");
        }
    }

    /** The version of the engine, "1.29.0". */
    public String version() {
        return environment.getVersion();
    }

    /**
     * Runs the model on every column of the inputs, in batches.
     *
     * @param model an ONNX file with one input and one output
     * @param inputs M x N, raw features
     * @return the outputs Q x N, or why the engine does not run the file: operators without a float64 kernel, such as
     *     Erf, are the usual reason
     */
    public EngineResult evaluate(Path model, Matrix inputs, Progress progress) {
        return evaluate(model, inputs, inputs.rows(), progress);
    }

    /**
     * The same in batches that keep the memory of the widest layer within bounds.
     *
     * @param widest layer of the model, its input included
     */
    EngineResult evaluate(Path model, Matrix inputs, int widest, Progress progress) {
        if (inputs.columns() == 0) {
            throw new IllegalArgumentException("inputs: got no samples, expected at least one");
        }
        try (OrtSession session = session(model)) {
            Precision precision = precision(session);
            return new EngineResult.Ran(outputs(session, inputs, batch(inputs, widest), progress), precision);
        } catch (OrtException e) {
            return new EngineResult.CouldNotRun(reason(e));
        }
    }

    /**
     * Runs a graph in groups of the size that its file fixes, else sample by sample; a last group is filled up with its last sample.
     *
     * @param model what the file holds: the shape and the kind of its input
     * @param inputs M x N
     */
    EngineResult evaluate(Path file, GraphModel model, Matrix inputs, Progress progress) {
        GraphInput input = model.graph().input();
        int group = input.group();
        long[] shape = new long[input.extents().length];
        int[] sample = input.sampleShape(inputs.rows());
        shape[0] = group;
        for (int axis = 1; axis < shape.length; axis++) {
            shape[axis] = sample[axis - 1];
        }
        Matrix outputs = Matrix.zeros(model.outputDim(), inputs.columns());
        try (OrtSession session = session(file)) {
            TensorInfo info =
                    (TensorInfo) session.getInputInfo().get(input.name()).getInfo();
            for (int from = 0; from < inputs.columns(); from += group) {
                progress.report("evaluating in " + NAME, from / (double) inputs.columns());
                double[] numbers = new double[group * inputs.rows()];
                for (int i = 0; i < group; i++) {
                    double[] column = inputs.columnArray(Math.min(from + i, inputs.columns() - 1));
                    System.arraycopy(column, 0, numbers, i * column.length, column.length);
                }
                try (OnnxTensor tensor = tensor(numbers, shape, info.type);
                        OrtSession.Result result = session.run(Map.of(input.name(), tensor))) {
                    if (!(result.get(0) instanceof OnnxTensor output)) {
                        throw new OrtException("the output is not a tensor");
                    }
                    double[] given = numbers(output);
                    if (given.length != group * outputs.rows()) {
                        throw new OrtException("the output has " + given.length + " numbers, expected " + group
                                + " times " + outputs.rows());
                    }
                    int count = Math.min(group, inputs.columns() - from) * outputs.rows();
                    System.arraycopy(given, 0, outputs.data(), from * outputs.rows(), count);
                }
            }
            return new EngineResult.Ran(
                    outputs, info.type == OnnxJavaType.DOUBLE ? Precision.FLOAT64 : Precision.FLOAT32);
        } catch (OrtException e) {
            return new EngineResult.CouldNotRun(reason(e));
        }
    }

    private OnnxTensor tensor(double[] numbers, long[] shape, OnnxJavaType type) throws OrtException {
        switch (type) {
            case DOUBLE:
                return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(numbers), shape);
            case FLOAT:
                FloatBuffer floats = FloatBuffer.allocate(numbers.length);
                for (double number : numbers) {
                    floats.put((float) number);
                }
                return OnnxTensor.createTensor(environment, floats.flip(), shape);
            case INT64:
                return OnnxTensor.createTensor(
                        environment,
                        LongBuffer.wrap(DoubleStream.of(numbers)
                                .mapToLong(x -> (long) x)
                                .toArray()),
                        shape);
            case INT32:
                return OnnxTensor.createTensor(
                        environment,
                        IntBuffer.wrap(
                                DoubleStream.of(numbers).mapToInt(x -> (int) x).toArray()),
                        shape);
            default:
                throw new OrtException("inputs of type " + type + " are not compared");
        }
    }

    /**
     * ONNX Runtime 1.29 fuses x sigmoid(x) into an operator it has for float32 only, and then cannot run a float64
     * SiLU that it could run unfused: so a model that fails is tried once more as it is.
     */
    private OrtSession session(Path model) throws OrtException {
        try {
            return environment.createSession(model.toString(), options);
        } catch (OrtException optimized) {
            try (OrtSession.SessionOptions plain = options(threads)) {
                plain.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
                return environment.createSession(model.toString(), plain);
            }
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }

    private static int batch(Matrix inputs, int widest) {
        return (int) Math.max(1, Math.min(inputs.columns(), BATCH_NUMBERS / Math.max(1, widest)));
    }

    private Matrix outputs(OrtSession session, Matrix inputs, int batch, Progress progress) throws OrtException {
        Precision precision = precision(session);
        int n = inputs.columns();
        double[] outputs = new double[0];
        int rows = 0;
        for (int from = 0; from < n; from += batch) {
            progress.report("evaluating in " + NAME, from / (double) n);
            int to = Math.min(n, from + batch);
            double[] part = run(session, inputs, from, to, precision);
            if (from == 0) {
                rows = part.length / (to - from);
                outputs = Matrix.numbers(rows, n);
            }
            System.arraycopy(part, 0, outputs, from * rows, part.length);
        }
        return new Matrix(rows, n, outputs);
    }

    /** Column-major columns are the very rows that the model takes, so numbers only move in bulk. */
    private double[] run(OrtSession session, Matrix inputs, int from, int to, Precision precision) throws OrtException {
        String name = session.getInputNames().iterator().next();
        try (OnnxTensor input = tensor(inputs, from, to, precision);
                OrtSession.Result result = session.run(Map.of(name, input))) {
            OnnxValue value = result.get(0);
            if (!(value instanceof OnnxTensor output)) {
                throw new OrtException("the output is not a tensor");
            }
            if (output.getInfo().getShape().length == 0 || output.getInfo().getShape()[0] != to - from) {
                throw new OrtException("the output has not one row per sample");
            }
            return numbers(output);
        }
    }

    private OnnxTensor tensor(Matrix inputs, int from, int to, Precision precision) throws OrtException {
        int m = inputs.rows();
        long[] shape = {to - from, m};
        if (precision == Precision.FLOAT64) {
            DoubleBuffer window = DoubleBuffer.wrap(inputs.data(), from * m, (to - from) * m);
            return OnnxTensor.createTensor(environment, window, shape);
        }
        float[] rounded = new float[(to - from) * m];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) inputs.data()[from * m + i];
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(rounded), shape);
    }

    private static double[] numbers(OnnxTensor output) throws OrtException {
        DoubleBuffer doubles = output.getDoubleBuffer();
        if (doubles != null) {
            double[] numbers = new double[doubles.remaining()];
            doubles.get(numbers);
            return numbers;
        }
        FloatBuffer floats = output.getFloatBuffer();
        if (floats == null) {
            throw new OrtException("the output holds neither float64 nor float32");
        }
        double[] numbers = new double[floats.remaining()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = floats.get();
        }
        return numbers;
    }

    private static Precision precision(OrtSession session) throws OrtException {
        if (session.getNumInputs() != 1 || session.getNumOutputs() != 1) {
            throw new OrtException("the model has " + session.getNumInputs() + " inputs and " + session.getNumOutputs()
                    + " outputs, expected one of each");
        }
        Object info = session.getInputInfo().values().iterator().next().getInfo();
        if (info instanceof TensorInfo tensor) {
            switch (tensor.type) {
                case DOUBLE:
                    return Precision.FLOAT64;
                case FLOAT:
                    return Precision.FLOAT32;
                default:
            }
        }
        throw new OrtException("the input is neither float64 nor float32");
    }

    private static String reason(OrtException e) {
        return e.getMessage().replaceAll("\\s+", " ").strip();
    }

    /** Releases the session options; the environment is shared by the process and stays. */
    @Override
    public void close() {
        options.close();
    }
}
