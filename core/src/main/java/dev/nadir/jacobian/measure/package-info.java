/**
 * What a stalled descent shows, measured: slopes, shares of the loss, dependent samples, bounds, time scales.
 */
package dev.nadir.jacobian.measure;
