/**
 * Numbers and matrices with a proved error: directed rounding, intervals, double-double products, bounds of activations and singular values.
 */
package dev.nadir.certify.enclosure;
