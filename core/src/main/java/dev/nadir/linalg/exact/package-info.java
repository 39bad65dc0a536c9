/**
 * Ranks of integer and rational matrices by elimination modulo primes.
 */
package dev.nadir.linalg.exact;
