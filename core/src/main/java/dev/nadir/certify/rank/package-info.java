/**
 * The rank of a Jacobian, proved in integers modulo primes.
 */
package dev.nadir.certify.rank;
