package dev.nadir.io.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the header of a safetensors file says: {@code {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}},
 * beside {@code "__metadata__"}, texts that say nothing of the numbers.
 *
 * <p>Read piece by piece, so that a header takes no more memory than what it names.
 */
final class SafetensorsHeader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final int MOST_AXES = 64;
    private static final Map<String, NumberType> TYPES = Map.ofEntries(
            Map.entry("F64", NumberType.FLOAT64),
            Map.entry("F32", NumberType.FLOAT32),
            Map.entry("F16", NumberType.FLOAT16),
            Map.entry("BF16", NumberType.BFLOAT16),
            Map.entry("I64", NumberType.INT64),
            Map.entry("I32", NumberType.INT32),
            Map.entry("I16", NumberType.INT16),
            Map.entry("I8", NumberType.INT8),
            Map.entry("U64", NumberType.UINT64),
            Map.entry("U32", NumberType.UINT32),
            Map.entry("U16", NumberType.UINT16),
            Map.entry("U8", NumberType.UINT8),
            Map.entry("BOOL", NumberType.BOOLEAN));

    /** One array: where its numbers lie, in bytes after the header. */
    record Entry(String name, NumberType type, int[] shape, long begin, long end) {}

    private SafetensorsHeader() {}

    /**
     * The arrays in the order of their numbers, which follow each other without a hole.
     *
     * @throws Damage if it is not such a header
     */
    static List<Entry> read(byte[] text) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            require(json.nextToken() == JsonToken.START_OBJECT && text[0] == '{', "the header is no JSON object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (json.currentName().equals("__metadata__")) {
                    skipTexts(json);
                } else {
                    entries.add(entry(json));
                }
            }
            require(json.nextToken() == null, "the header goes on after its end");
        } catch (JsonProcessingException broken) {
            throw new Damage("the header is no JSON that has each name once");
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        requireNeighbours(entries);
        return entries;
    }

    private static void skipTexts(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, "__metadata__ is no JSON object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            require(json.nextToken() == JsonToken.VALUE_STRING, "__metadata__ holds other things than texts");
        }
    }

    private static Entry entry(JsonParser json) throws IOException {
        String name = json.currentName();
        String what = "tensor " + ReadFailure.quoted(name) + ": ";
        NumberType type = null;
        long[] shape = null;
        long[] offsets = null;
        require(json.nextToken() == JsonToken.START_OBJECT, what + "its entry is no JSON object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            switch (json.currentName()) {
                case "dtype" -> type = type(json, what);
                case "shape" -> shape = numbers(json, what + "shape", MOST_AXES);
                case "data_offsets" -> offsets = numbers(json, what + "data_offsets", 2);
                default -> throw new Damage(what + "unknown property " + ReadFailure.quoted(json.currentName()));
            }
        }
        require(type != null && shape != null, what + "dtype or shape is missing");
        require(offsets != null && offsets.length == 2, what + "expected two data_offsets");
        return new Entry(name, type, shape(shape, type, offsets, what), offsets[0], offsets[1]);
    }

    private static NumberType type(JsonParser json, String what) throws IOException {
        require(json.nextToken() == JsonToken.VALUE_STRING, what + "dtype is no text");
        NumberType type = TYPES.get(json.getText());
        if (type == null) {
            throw new Damage(what + "numbers of type " + ReadFailure.quoted(json.getText()) + " are not read, only "
                    + String.join(", ", TYPES.keySet().stream().sorted().toList()));
        }
        return type;
    }

    private static long[] numbers(JsonParser json, String what, int most) throws IOException {
        long[] numbers = new long[most];
        int count = 0;
        require(json.nextToken() == JsonToken.START_ARRAY, what + " is no list");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(count < most, what + " has more than " + most + " entries");
            require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, what + " has an entry that is no integer");
            numbers[count++] = json.getLongValue();
            require(numbers[count - 1] >= 0, what + " has a negative entry");
        }
        return Arrays.copyOf(numbers, count);
    }

    /** The extents, which must take just the bytes between the offsets. */
    private static int[] shape(long[] extents, NumberType type, long[] offsets, String what) throws Damage {
        int[] shape = new int[extents.length];
        boolean empty = false;
        long bytes = type.bytes();
        for (int axis = 0; axis < shape.length; axis++) {
            require(
                    extents[axis] <= Integer.MAX_VALUE,
                    what + "axis " + (axis + 1) + " has " + extents[axis] + " entries");
            shape[axis] = (int) extents[axis];
            empty |= shape[axis] == 0;
            bytes = shape[axis] > 0 && bytes > Long.MAX_VALUE / shape[axis]
                    ? Long.MAX_VALUE
                    : bytes * Math.max(1, shape[axis]);
        }
        long declared = empty ? 0 : bytes;
        require(
                offsets[1] >= offsets[0] && offsets[1] - offsets[0] == declared,
                what + "its shape takes " + declared + " bytes, and data_offsets are " + offsets[0] + " to "
                        + offsets[1]);
        return shape;
    }

    private static void requireNeighbours(List<Entry> entries) throws Damage {
        long at = 0;
        for (Entry entry : entries) {
            require(
                    entry.begin == at,
                    "tensor " + ReadFailure.quoted(entry.name) + " begins at byte " + entry.begin
                            + ", and those before it end at " + at);
            at = entry.end;
        }
    }

    private static void require(boolean holds, String otherwise) throws Damage {
        if (!holds) {
            throw new Damage(otherwise);
        }
    }
}
