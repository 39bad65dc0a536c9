/** Rank of the training Jacobian in three tiers, the projector onto its range, and the loss split. */
package dev.nadir.jacobian.spectrum;
