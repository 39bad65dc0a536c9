package dev.nadir.app.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.nadir.claim.Stated;
import dev.nadir.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Values as JSON text: enums by their {@code toString}, or their name in lower case with hyphens where they have none,
 * records by their components, matrices as an array of rows, an empty Optional and every number that is not finite as
 * {@code null} (JSON knows neither NaN nor Infinity).
 */
public final class Json {
    /** Raised when a name is taken away or changes its meaning; docs/json.md. */
    private static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** What every object of {@code --json} begins with. */
    public static Map<String, Object> envelope(String command) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("schemaVersion", SCHEMA_VERSION);
        envelope.put("command", command);
        envelope.put("version", Versions.nadir());
        return envelope;
    }

    /**
     * One JSON object, indented, without a line break at its end.
     *
     * @throws IllegalArgumentException if the value holds something JSON cannot express
     */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON form: " + e.getOriginalMessage(), e);
        }
    }

    /** A record, or a map, as its fields in their order. */
    public static Map<String, Object> fields(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put((String) name, field));
            return fields;
        }
        return MAPPER.convertValue(value, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** The value on one line, as metadata hold it. */
    public static String line(Object value) {
        try {
            return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON form: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectMapper mapper() {
        SimpleModule module = new SimpleModule("nadir");
        JsonSerializer<Double> number = serializer((value, generator, all) -> writeNumber(value, generator));
        module.addSerializer(Double.class, number);
        module.addSerializer(double.class, number);
        JsonSerializer<Float> narrow = serializer((value, generator, all) -> writeNumber(value, generator));
        module.addSerializer(Float.class, narrow);
        module.addSerializer(float.class, narrow);
        module.addSerializer(double[].class, serializer((value, generator, all) -> writeArray(value, generator)));
        module.addSerializer(Matrix.class, serializer((value, generator, all) -> writeRows(value, generator)));
        module.addSerializer(
                Optional.class,
                serializer((value, generator, all) -> all.defaultSerializeValue(content(value), generator)));
        module.addSerializer(
                OptionalDouble.class,
                serializer((value, generator, all) -> writeNumber(value.orElse(Double.NaN), generator)));
        module.addSerializer(OptionalInt.class, serializer((value, generator, all) -> {
            if (value.isPresent()) {
                generator.writeNumber(value.getAsInt());
            } else {
                generator.writeNull();
            }
        }));
        module.addSerializer(Enum.class, serializer((value, generator, all) -> generator.writeString(word(value))));
        module.addSerializer(Stated.class, serializer((value, generator, all) -> writeStated(value, generator)));
        module.addSerializer(
                Path.class, serializer((value, generator, all) -> generator.writeString(value.toString())));
        return new ObjectMapper().registerModule(module).enable(SerializationFeature.INDENT_OUTPUT);
    }

    private static void writeStated(Stated said, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("claim", said.claim().id());
        generator.writeStringField("words", said.words());
        generator.writeEndObject();
    }

    private static String word(Enum<?> value) {
        String text = value.toString();
        return text.equals(value.name()) ? text.toLowerCase(Locale.ROOT).replace('_', '-') : text;
    }

    private static Object content(Optional<?> value) {
        return value.isPresent() ? value.get() : null;
    }

    private static void writeNumber(double value, JsonGenerator generator) throws IOException {
        if (Double.isFinite(value)) {
            generator.writeNumber(value);
        } else {
            generator.writeNull();
        }
    }

    private static void writeArray(double[] values, JsonGenerator generator) throws IOException {
        generator.writeStartArray();
        for (double value : values) {
            writeNumber(value, generator);
        }
        generator.writeEndArray();
    }

    private static void writeRows(Matrix matrix, JsonGenerator generator) throws IOException {
        generator.writeStartArray();
        for (int i = 0; i < matrix.rows(); i++) {
            writeArray(matrix.rowArray(i), generator);
        }
        generator.writeEndArray();
    }

    @FunctionalInterface
    private interface Writing<T> {
        void write(T value, JsonGenerator generator, SerializerProvider all) throws IOException;
    }

    private static <T> JsonSerializer<T> serializer(Writing<T> writing) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider all) throws IOException {
                writing.write(value, generator, all);
            }
        };
    }
}
