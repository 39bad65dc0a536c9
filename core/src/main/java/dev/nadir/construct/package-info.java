/** What a construction of an explicit zero-loss minimizer is: the problem it gets, the outcome it gives. */
package dev.nadir.construct;
