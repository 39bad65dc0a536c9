package dev.nadir.study;

import java.util.List;

/** A study that costs nothing: throws of a die with some sides. */
final class Dice implements Study {
    @Override
    public About about() {
        return new About("dice", "Is it fair?", Paper.CM, "-", "-", "-", "-");
    }

    @Override
    public Grid grid(boolean quick) {
        return Grid.of(quick ? 2 : 5).times("sides", 2, 6, 20);
    }

    @Override
    public List<String> measures() {
        return List.of("own", "shared");
    }

    @Override
    public List<double[]> measure(Cell cell) {
        int sides = cell.setting().count("sides");
        double own = cell.random().nextInt(sides);
        return List.of(new double[] {own, cell.sharedRandom().nextInt(1000)}, new double[] {own, Double.NaN});
    }

    @Override
    public Summary summarize(Results results) {
        return Summary.of(
                results.size() + " throws.", Verdict.OPEN, new Summary.Table(List.of("a"), List.of(List.of("b"))));
    }
}
