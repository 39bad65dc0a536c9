package dev.nadir.jacobian.diagnose;

/**
 * One thing that stands in the way of descent, in words.
 *
 * @param kind a stable word for machines: "dependent-samples", "weight-rank", "dead-units", …
 * @param layer the layer it is about, from 1; 0 for none
 * @param samples the samples it is about, from 0; empty for none
 * @param message what was measured
 * @param advice what to change
 */
public record Finding(String kind, int layer, int[] samples, String message, String advice) {}
