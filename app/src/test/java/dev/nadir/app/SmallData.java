package dev.nadir.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Small data files for end-to-end tests. */
final class SmallData {
    private static final int SAMPLES = 10;

    private SmallData() {}

    /** 10 samples, 12 normal features a … l, and two numeric targets y1 (around 5) and y2 (around -100). */
    static Path numeric(Path file) throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder("a,b,c,d,e,f,g,h,i,j,k,l,y1,y2\n");
        for (int n = 0; n < SAMPLES; n++) {
            for (int m = 0; m < 12; m++) {
                text.append(number(random.nextGaussian())).append(',');
            }
            text.append(number(5 + 2 * random.nextGaussian())).append(',');
            text.append(number(-100 + 50 * random.nextGaussian())).append('\n');
        }
        return Files.writeString(file, text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
