/**
 * What may be said of the end of a flow: stationary points, limits, forecasts, the verdict.
 */
package dev.nadir.flow.verdict;
