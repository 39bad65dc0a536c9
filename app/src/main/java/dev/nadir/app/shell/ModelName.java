package dev.nadir.app.shell;

import java.nio.file.Path;

/** The default name of a model: golub.csv.gz becomes golub.onnx. */
public final class ModelName {
    private ModelName() {}

    public static String of(Path data) {
        String name = data.getFileName().toString();
        int dot = name.indexOf('.', 1);
        return (dot < 0 ? name : name.substring(0, dot)) + ".onnx";
    }
}
