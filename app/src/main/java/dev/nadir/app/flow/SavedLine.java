package dev.nadir.app.flow;

import dev.nadir.flow.FlowSample;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * One line of scalars.csv.
 *
 * @param chunk its number
 * @param sample what was measured
 * @param stepSize the size that the next step would try
 * @param tightening the factor by which the tolerance has been tightened so far
 */
record SavedLine(int chunk, FlowSample sample, double stepSize, double tightening) {
    static final String HEADER = "chunk,time,cost,gradientNorm,reachable,blocked,rank,rankDecided,lambdaMin,thetaNorm,"
            + "lineDistance,globalError,comparison,leastLambda,bound,dissipated,transversal,kernelDrift,stepSize,"
            + "tightening";
    private static final int COLUMNS = HEADER.split(",").length;

    /** The line, numbers to the last bit. */
    String text() {
        FlowSample.Orbit orbit = sample.orbit();
        String before = DoubleStream.of(
                        sample.time(), sample.cost(), sample.gradientNorm(), sample.reachable(), sample.blocked())
                .mapToObj(Double::toString)
                .collect(Collectors.joining(","));
        String after = DoubleStream.of(
                        sample.lambdaMin(),
                        sample.thetaNorm(),
                        sample.lineDistance(),
                        sample.globalError(),
                        orbit.comparison(),
                        orbit.leastLambda(),
                        orbit.bound(),
                        orbit.dissipated(),
                        orbit.transversal(),
                        orbit.kernelDrift(),
                        stepSize,
                        tightening)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(","));
        return chunk + "," + before + "," + sample.rank() + "," + sample.rankDecided() + "," + after;
    }

    /**
     * The line again.
     *
     * @param number of the line in the file, from 1
     * @throws IOException if it has other columns or something that is not a number
     */
    static SavedLine parse(String file, int number, String line) throws IOException {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            throw new IOException(
                    file + ", line " + number + ": got " + cells.length + " columns, expected " + COLUMNS);
        }
        try {
            double[] c = new double[COLUMNS];
            for (int i = 0; i < COLUMNS; i++) {
                c[i] = i == 7 ? 0 : Double.parseDouble(cells[i]);
            }
            FlowSample.Orbit orbit = new FlowSample.Orbit(c[12], c[13], c[14], c[15], c[16], c[17]);
            FlowSample sample = new FlowSample(
                    c[1],
                    c[2],
                    c[3],
                    c[4],
                    c[5],
                    (int) c[6],
                    Boolean.parseBoolean(cells[7]),
                    c[8],
                    c[9],
                    c[10],
                    c[11],
                    orbit);
            return new SavedLine((int) c[0], sample, c[18], c[19]);
        } catch (NumberFormatException e) {
            throw new IOException(file + ", line " + number + ": got something that is not a number");
        }
    }
}
