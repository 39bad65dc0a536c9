package dev.nadir.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a file is by its first bytes, not by its name. */
public enum FileKind {
    /** An ONNX model. */
    MODEL("an ONNX model", ""),
    /** NPY, NPZ, IDX, Parquet or gzip: read as data. */
    DATA("a data file", ""),
    /** A page that {@code --report} wrote, or another one. */
    HTML("an HTML page", ""),
    /** A picture. */
    SVG("an SVG picture", ""),
    /** What {@code torch.save} writes. */
    TORCH(
            "a PyTorch checkpoint, which holds weights without their network",
            "load it in Python and export it: torch.onnx.export(model.eval(), (x,), \"model.onnx\", dynamo=True)"),
    /** Weights only. */
    SAFETENSORS(
            "a safetensors file, which holds weights without their network",
            "load it in Python and export it: torch.onnx.export(model.eval(), (x,), \"model.onnx\", dynamo=True)"),
    /** HDF5, as Keras writes. */
    HDF5("an HDF5 file", "write the data as CSV, Parquet or NPY; export a Keras model with tf2onnx"),
    /** A pickle. */
    PICKLE(
            "a Python pickle",
            "write the data as CSV, Parquet or NPY (numpy.save); export a model with torch.onnx.export"),
    /** JSON. */
    JSON("JSON", "write it as CSV or Parquet: pandas.read_json(file).to_csv(\"data.csv\", index=False)"),
    /** Arrow. */
    ARROW(
            "an Arrow or Feather file",
            "write it as Parquet or CSV: pandas.read_feather(file).to_parquet(\"data.parquet\")"),
    /** Excel and the like. */
    SPREADSHEET("a spreadsheet", "save it as CSV"),
    /** An archive of unknown content. */
    ZIP("a zip archive", "unpack it first"),
    /** xz. */
    XZ("compressed by xz", "unpack it first: xz -d"),
    /** bzip2. */
    BZIP2("compressed by bzip2", "unpack it first: bzip2 -d"),
    /** Zstandard. */
    ZSTD("compressed by zstd", "unpack it first: zstd -d"),
    /** SQLite. */
    SQLITE("an SQLite database", "write the table as CSV: sqlite3 -csv -header FILE 'select * from TABLE'"),
    /** Whatever else: text of data, or nothing known. */
    OTHER("of no known kind", "");

    private static final int LOOKED_AT = 512;

    private final String words;
    private final String mend;

    FileKind(String words, String mend) {
        this.words = words;
        this.mend = mend;
    }

    /** What it is, with its article. */
    public String words() {
        return words;
    }

    /** What to do with it; empty where it can be read. */
    public Optional<String> mend() {
        return mend.isEmpty() ? Optional.empty() : Optional.of(mend);
    }

    /**
     * Looks at the first bytes; what is no regular file (a pipe can be read once only) is {@link #OTHER}.
     *
     * @throws IOException if it cannot be read
     */
    public static FileKind of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return OTHER;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LOOKED_AT));
        }
    }

    static FileKind of(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        FileKind binary = binary(start);
        if (binary != OTHER) {
            return binary;
        }
        String text = start.replaceFirst("^ï»¿", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return HTML;
        } else if (text.startsWith("<svg") || (text.startsWith("<?xml") && text.contains("<svg"))) {
            return SVG;
        }
        return text.startsWith("{") || text.matches("(?s)\\[\\s*[\\[{\"].*") ? JSON : OTHER;
    }

    private static FileKind binary(String start) {
        if (start.startsWith("PK\3\4")) {
            return zip(start);
        } else if (start.startsWith("\u0093NUMPY")
                || start.startsWith("PAR1")
                || start.startsWith("\u001f\u008b")
                || start.matches("(?s)\0\0[\b\t\u000b-\u000e][\1-\177].*")) {
            return DATA;
        } else if (start.matches("(?s)\b[\1-\37][\22\32\"(2:Br].*")) {
            return MODEL; // ir_version, then any other field of the model
        } else if (start.matches("(?s).{8}\\{\\s*\".*")) {
            return SAFETENSORS;
        } else if (start.matches("(?s)\u0080[\2-\5].*")) {
            return PICKLE;
        }
        return magic(start);
    }

    private static FileKind magic(String start) {
        if (start.startsWith("\u00fd7zXZ\0")) {
            return XZ;
        } else if (start.startsWith("BZh") && start.startsWith("1AY&SY", 4)) {
            return BZIP2;
        } else if (start.startsWith("\u0028\u00b5\u002f\u00fd")) {
            return ZSTD;
        } else if (start.startsWith("ARROW1\0\0")) {
            return ARROW;
        } else if (start.startsWith("\u0089HDF\r\n")) {
            return HDF5;
        }
        return start.startsWith("SQLite format 3\0") ? SQLITE : OTHER;
    }

    /** By the name of the first entry, which follows 30 bytes of header. */
    private static FileKind zip(String start) {
        int length = start.length() < 30 ? 0 : start.charAt(26) + 256 * start.charAt(27);
        String first = start.substring(Math.min(30, start.length()), Math.min(30 + length, start.length()));
        if (first.endsWith(".npy")) {
            return DATA;
        } else if (first.matches("[^/]+/(data\\.pkl|version|\\.format_version|byteorder|constants\\.pkl|data/.*)")) {
            return TORCH;
        }
        return first.startsWith("[Content_Types]") || first.equals("mimetype") || first.startsWith("xl/")
                ? SPREADSHEET
                : ZIP;
    }
}
