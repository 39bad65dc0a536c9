package dev.nadir.jacobian.measure;

/**
 * The loss that one decade of steps removes.
 *
 * @param steps the last number of steps of the decade: 1, 10, 100, …; infinity for what no number of steps removes
 * @param loss the loss of the directions in which it falls to a tenth within so many steps, and not within a tenth of them
 */
public record TimeScale(double steps, double loss) {}
