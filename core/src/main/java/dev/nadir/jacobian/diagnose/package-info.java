/**
 * Why the loss does not go to zero: reasons from what is measured, ordered by the loss each explains.
 */
package dev.nadir.jacobian.diagnose;
