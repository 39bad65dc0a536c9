package dev.nadir.io.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes bytes as damage and malice do: flipped bits, cut and doubled stretches, lengths and counts of every size, words
 * of the format in the wrong place, pieces of another file.
 */
record Mutation(SplittableRandom random, List<byte[]> corpus, List<String> words) {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        3,
        127,
        128,
        255,
        256,
        32767,
        65535,
        65536,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        1L << 31,
        0xFFFFFFFFL,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        100_000_000,
        2_000_000_000
    };
    private static final int LONGEST_PIECE = 200;

    byte[] of(byte[] whole) {
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 3);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = once(bytes, random.nextInt(bytes.length));
        }
        return bytes;
    }

    private byte[] once(byte[] bytes, int at) {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST_PIECE));
        return switch (random.nextInt(9)) {
            case 0, 1 -> changed(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
            case 2 -> changed(bytes, at, random.nextInt(256));
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> spliced(bytes, at, Math.min(end, at + 16), new byte[0]);
            case 5 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 6 -> number(bytes, at);
            case 7 -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int from = random.nextInt(other.length);
                int to = Math.min(other.length, from + 1 + random.nextInt(LONGEST_PIECE));
                yield spliced(bytes, at, random.nextBoolean() ? at : end, Arrays.copyOfRange(other, from, to));
            }
            default -> words.isEmpty() ? number(bytes, at) : word(bytes, at);
        };
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private byte[] number(byte[] bytes, int at) {
        long value = NUMBERS[random.nextInt(NUMBERS.length)];
        int width = 1 << random.nextInt(4);
        boolean little = random.nextBoolean();
        byte[] eight = ByteBuffer.allocate(Long.BYTES)
                .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .putLong(value)
                .array();
        int from = little ? 0 : Long.BYTES - width;
        System.arraycopy(eight, from, bytes, at, Math.min(width, bytes.length - at));
        return bytes;
    }

    /** A word "key: value" takes the place of the value of that key; any other stands where it falls. */
    private byte[] word(byte[] bytes, int at) {
        byte[] word = words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String spelled = new String(word, StandardCharsets.UTF_8);
        int key = spelled.startsWith("'") ? text.indexOf(spelled.substring(0, spelled.indexOf(':'))) : -1;
        if (key < 0) {
            return spliced(bytes, at, at, word);
        }
        int end = text.indexOf(spelled.contains("shape") ? ")" : ",", key);
        byte[] replaced = end < 0 ? bytes : spliced(bytes, key, spelled.contains("shape") ? end + 1 : end, word);
        if (replaced.length > 10) {
            int length = (replaced[8] & 0xFF | (replaced[9] & 0xFF) << 8) + replaced.length - bytes.length;
            replaced[8] = (byte) length;
            replaced[9] = (byte) (length >> 8);
        }
        return replaced;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        return ByteBuffer.allocate(from + middle.length + bytes.length - to)
                .put(bytes, 0, from)
                .put(middle)
                .put(bytes, to, bytes.length - to)
                .array();
    }
}
