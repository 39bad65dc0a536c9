package dev.nadir.io.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The files that hold the weights of a model beside it, found without reading a weight: who writes files must know them
 * before the model is read.
 */
public final class ExternalFiles {
    private static final int LONGEST_ENTRY = 1 << 16;

    private final Path folder;
    private final Set<Path> found = new LinkedHashSet<>();

    private ExternalFiles(Path folder) {
        this.folder = folder;
    }

    /** The messages on the way to the name of a file, by the numbers that the format gives their fields. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        ENTRY;

        Optional<Message> at(int field) {
            return Optional.ofNullable(
                    switch (this) {
                        case MODEL -> field == 7 ? GRAPH : null;
                        case GRAPH -> field == 1 ? NODE : field == 5 ? TENSOR : null;
                        case NODE -> field == 5 ? ATTRIBUTE : null;
                        case ATTRIBUTE -> field == 5 ? TENSOR : null;
                        case TENSOR -> field == 13 ? ENTRY : null;
                        case ENTRY -> null;
                    });
        }
    }

    /**
     * The existing files that a model names as places of tensors, wherever they lie; of a damaged one those up to the
     * damage, which {@link OnnxReader} tells. Memory for one name.
     *
     * @throws IOException if the file cannot be read
     */
    public static Set<Path> of(Path model) throws IOException {
        ExternalFiles files = new ExternalFiles(model.toAbsolutePath().getParent());
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(model))) {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            in.setSizeLimit(Integer.MAX_VALUE);
            files.read(in, Message.MODEL);
        } catch (InvalidProtocolBufferException damaged) {
            // what was found stays
        }
        return files.found;
    }

    private void read(CodedInputStream in, Message message) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Optional<Message> inner = message.at(WireFormat.getTagFieldNumber(tag));
            if (inner.isEmpty() || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                in.skipField(tag);
            } else if (inner.get() == Message.ENTRY) {
                entry(in, in.readRawVarint32());
            } else {
                int outer = in.pushLimit(in.readRawVarint32());
                read(in, inner.get());
                in.popLimit(outer);
            }
        }
    }

    private void entry(CodedInputStream in, int length) throws IOException {
        if (length > LONGEST_ENTRY) {
            in.skipRawBytes(length);
            return;
        }
        StringStringEntryProto entry = StringStringEntryProto.parseFrom(in.readRawBytes(length));
        if (!entry.getKey().equals("location")) {
            return;
        }
        try {
            Path named = folder.resolve(entry.getValue());
            if (Files.isRegularFile(named)) {
                found.add(named);
            }
        } catch (InvalidPathException noName) {
            // no file
        }
    }
}
