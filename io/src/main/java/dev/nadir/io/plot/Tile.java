package dev.nadir.io.plot;

import java.util.Arrays;
import java.util.Objects;

/**
 * One image of numbers.
 *
 * @param label below it
 * @param width pixels per row
 * @param height rows
 * @param pixels width times height values, row by row from the top
 */
public record Tile(String label, int width, int height, double[] pixels) {

    /** Copies the pixels and checks their number. */
    public Tile {
        Objects.requireNonNull(label, "label");
        if (width < 1 || height < 1 || (long) width * height != pixels.length) {
            throw new IllegalArgumentException("pixels of " + label + ": got " + pixels.length + ", expected " + width
                    + " x " + height + " and at least 1");
        }
        pixels = pixels.clone();
    }

    /** Largest finite |pixel|, 0 if there is none. */
    double largest() {
        return Arrays.stream(pixels)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** The tile in blue (negative), near white (zero) and red (positive), full colour at its largest |pixel|. */
    String png() {
        double scale = largest() > 0 ? largest() : 1;
        return Png.base64(width, height, i -> Palette.diverging(pixels[i] / scale));
    }
}
