package dev.nadir.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.flow.FlowSample;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SavedLineTest {

    @Test
    void aLineIsReadAsItWasWrittenToTheLastBit() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            double[] x = random.doubles(16, -1e3, 1e3)
                    .map(value -> random.nextInt(5) == 0 ? Double.NaN : value * Math.exp(50 * random.nextGaussian()))
                    .toArray();
            FlowSample sample = new FlowSample(
                    x[0],
                    x[1],
                    x[2],
                    x[3],
                    x[4],
                    i - 1,
                    i % 2 == 0,
                    x[5],
                    x[6],
                    x[7],
                    x[8],
                    new FlowSample.Orbit(x[9], x[10], x[11], x[12], x[13], x[14]));
            SavedLine line = new SavedLine(i, sample, x[15], 0.1);
            assertThat(SavedLine.parse("scalars.csv", 2, line.text())).isEqualTo(line);
        }
    }
}
