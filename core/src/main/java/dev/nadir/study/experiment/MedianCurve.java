package dev.nadir.study.experiment;

import dev.nadir.study.Picture;
import dev.nadir.study.Results;
import dev.nadir.study.statistics.Quartiles;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Medians of a measure against a variable, with the band from quartile to quartile. */
final class MedianCurve {
    private MedianCurve() {}

    /** The curve over the rows of a part of the results. */
    static Picture.Curve of(String name, Results part, String variable, String measure) {
        return of(name, part, variable, rows -> rows.numbers(measure));
    }

    /** The same for something that is computed from the rows of each value of the variable. */
    static Picture.Curve of(String name, Results part, String variable, Function<Results, double[]> measure) {
        double[] x = part.levels(variable);
        List<Quartiles> quartiles = Arrays.stream(x)
                .mapToObj(level -> Quartiles.of(measure.apply(part.where(variable, level))))
                .toList();
        return Picture.Curve.of(name, x, numbers(quartiles, Quartiles::median), Picture.Form.MARKED_LINE)
                .withBand(numbers(quartiles, Quartiles::lower), numbers(quartiles, Quartiles::upper));
    }

    private static double[] numbers(List<Quartiles> quartiles, ToDoubleFunction<Quartiles> which) {
        return quartiles.stream().mapToDouble(which).toArray();
    }
}
