/** The straight line in output space, walked by a predictor and a corrector. */
package dev.nadir.flow.straight;
