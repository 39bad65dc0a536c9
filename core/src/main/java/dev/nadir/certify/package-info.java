/** Proofs in floating point that parameters of exactly zero loss exist, or that none do; every rounding is bounded. */
package dev.nadir.certify;
