package dev.nadir.construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How truncation arises under gradient flow, in one rotated coordinate (the simulatable core of arXiv 2501.07400,
 * structured.md §7.3): a layer z ↦ max(z, v) with threshold v is to bring the samples z_1 … z_n of its cluster to g.
 *
 * <p>Gradient flow of 1/(2N) Σ (max(z_i, v) − g)² in v is
 *
 * <pre>v' = (n(v)/N) (g − v),   n(v) = #{i : z_i &lt; v}</pre>
 *
 * so the more samples are truncated already, the faster it goes, and with none it stands still. Between two sample
 * values n is constant and v = g + (v_0 − g) e^{−ns/N}, so the flow is solved exactly from event to event; the next one
 * at z comes after (N/n) ln((v − g)/(z − g)).
 *
 * @param samples z_1 … z_n of the cluster
 * @param target g
 * @param total N, all samples of the data set, at least n
 */
public record ThresholdFlow(double[] samples, double target, int total) {

    /** Sorts a copy of the samples. */
    public ThresholdFlow {
        samples = samples.clone();
        Arrays.sort(samples);
        if (samples.length == 0 || total < samples.length || !Double.isFinite(target)) {
            throw new IllegalArgumentException("threshold flow: got " + samples.length + " samples of " + total
                    + " and target " + target + ", expected 1 ≤ n ≤ N and a finite target");
        }
    }

    /**
     * A time at which the threshold passes a sample, or the end.
     *
     * @param time s
     * @param threshold v(s)
     * @param truncated n(v) from there on
     */
    public record Event(double time, double threshold, int truncated) {}

    /**
     * The exact orbit from v(0): the start, every passage of a sample until the given time, and the end.
     *
     * @param start v(0)
     * @param end the time to stop at
     */
    public List<Event> solve(double start, double end) {
        List<Event> events = new ArrayList<>();
        double time = 0;
        double v = start;
        int below = below(v);
        events.add(new Event(0, v, below));
        while (time < end && below > 0 && v != target) {
            boolean rising = target > v;
            double next = rising ? value(below, Double.POSITIVE_INFINITY) : value(below - 1, Double.NEGATIVE_INFINITY);
            double rate = (double) below / total;
            boolean reached = rising ? next < target : next > target;
            double passage =
                    reached ? time + Math.log((v - target) / (next - target)) / rate : Double.POSITIVE_INFINITY;
            if (passage >= end) {
                v = target + (v - target) * Math.exp(-rate * (end - time));
                time = end;
            } else {
                time = passage;
                v = next;
                below = rising ? atMost(next) : below(next);
            }
            events.add(new Event(time, v, below));
        }
        if (time < end) {
            events.add(new Event(end, v, below)); // nothing moves any more
        }
        return events;
    }

    /** 1/(2N) Σ (max(z_i, v) − g)². */
    public double cost(double threshold) {
        double sum = 0;
        for (double z : samples) {
            sum += Math.pow(Math.max(z, threshold) - target, 2);
        }
        return sum / (2 * total);
    }

    /** v' at a threshold. */
    public double velocity(double threshold) {
        return (double) below(threshold) / total * (target - threshold);
    }

    private double value(int index, double outside) {
        return index < 0 || index >= samples.length ? outside : samples[index];
    }

    private int below(double v) {
        int count = 0;
        while (count < samples.length && samples[count] < v) {
            count++;
        }
        return count;
    }

    private int atMost(double v) {
        int count = 0;
        while (count < samples.length && samples[count] <= v) {
            count++;
        }
        return count;
    }
}
