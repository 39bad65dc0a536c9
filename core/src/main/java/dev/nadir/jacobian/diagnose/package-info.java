/** What stops gradient descent here: findings, bounds and the statements of the papers, measured. */
package dev.nadir.jacobian.diagnose;
