package dev.nadir.graph.op.window;

import java.util.Arrays;

/**
 * The entries of images under every window as the columns of a matrix, row (channel, tap), column window, and the transposed
 * map; made for a range of windows at a time, line by line.
 */
final class Patches {
    private final Windows windows;
    private final int width; // of a line of windows
    private final int[][] lines; // for every outer tap and line of windows, where in the image the line begins, or −1
    private final int[] shifts; // for every tap along the last axis
    private final int stride;

    Patches(Windows windows) {
        this.windows = windows;
        int last = windows.rank() - 1;
        this.width = windows.result()[last];
        this.lines = Arrays.stream(windows.tapsAlong(last)).map(windows::met).toArray(int[][]::new);
        this.stride = windows.strides()[last];
        this.shifts = new int[windows.kernel()[last]];
        for (int tap = 0; tap < shifts.length; tap++) {
            shifts[tap] = tap * windows.dilations()[last] - windows.before()[last];
        }
    }

    /**
     * The largest number of windows from a start that may be worked on together: some whole lines, or part of one.
     *
     * @param most so many at most, unless that is less than one
     */
    int countFrom(int start, int most) {
        int restOfLine = width - start % width;
        if (restOfLine < width || most < width) {
            return Math.max(1, Math.min(restOfLine, most));
        }
        return Math.min(windows.positions() - start, most / width * width);
    }

    /** Fills the columns of windows [start, start + count). */
    void gather(double[] image, Range range, double[] patches) {
        run(image, range, patches, false);
    }

    /** Adds the columns to the entries they came from. */
    void scatter(double[] patches, Range range, double[] image) {
        run(image, range, patches, true);
    }

    /**
     * Which part of images the patches are made of.
     *
     * @param offset where the first channel begins
     * @param channels how many
     * @param start the first window
     * @param count how many; within one line, or whole lines
     */
    record Range(int offset, int channels, int start, int count) {}

    private void run(double[] image, Range range, double[] patches, boolean back) {
        int pixels = windows.pixels();
        int row = 0;
        for (int channel = 0; channel < range.channels; channel++) {
            int plane = range.offset + channel * pixels;
            for (int[] starts : lines) {
                for (int shift : shifts) {
                    row(starts, shift, new Row(image, plane, patches, row * range.count), range, back);
                    row++;
                }
            }
        }
    }

    private record Row(double[] image, int plane, double[] patches, int at) {}

    /** One row of the matrix: for every line, the windows whose tap is inside are copied, the others are zero. */
    private void row(int[] starts, int shift, Row row, Range range, boolean back) {
        int extent = windows.image()[windows.rank() - 1];
        int least = shift >= 0 ? 0 : (-shift + stride - 1) / stride;
        int most = shift >= extent ? 0 : Math.min(width, (extent - 1 - shift) / stride + 1);
        int at = row.at;
        int end = range.start + range.count;
        for (int start = range.start; start < end; ) {
            int line = start / width;
            int from = start - line * width;
            int to = Math.min(width, end - line * width);
            int first = starts[line] < 0 ? to : Math.max(from, Math.min(to, least));
            int last = starts[line] < 0 ? to : Math.max(first, Math.min(to, most));
            int pixel = row.plane + starts[line] + shift + first * stride;
            if (back) {
                addBack(row.patches, at + first - from, row.image, pixel, last - first);
            } else {
                Arrays.fill(row.patches, at, at + first - from, 0);
                copy(row.image, pixel, row.patches, at + first - from, last - first);
                Arrays.fill(row.patches, at + last - from, at + to - from, 0);
            }
            at += to - from;
            start += to - from;
        }
    }

    private void copy(double[] image, int pixel, double[] patches, int at, int count) {
        if (stride == 1 && count > 0) {
            System.arraycopy(image, pixel, patches, at, count);
            return;
        }
        for (int k = 0; k < count; k++) {
            patches[at + k] = image[pixel + k * stride];
        }
    }

    private void addBack(double[] patches, int at, double[] image, int pixel, int count) {
        if (stride == 1) {
            for (int k = 0; k < count; k++) {
                image[pixel + k] += patches[at + k];
            }
            return;
        }
        for (int k = 0; k < count; k++) {
            image[pixel + k * stride] += patches[at + k];
        }
    }
}
