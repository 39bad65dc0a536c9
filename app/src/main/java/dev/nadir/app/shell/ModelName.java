package dev.nadir.app.shell;

import java.nio.file.Path;

/** The default name of a model: golub.csv.gz becomes golub.onnx; a model moved from net.onnx becomes net-zero.onnx. */
public final class ModelName {
    private ModelName() {}

    public static String of(Path data) {
        return stem(data) + ".onnx";
    }

    /** Another name than that of the model it came from. */
    public static String from(Path model) {
        String name = model.getFileName().toString();
        return (name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : stem(model)) + "-zero.onnx";
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }
}
