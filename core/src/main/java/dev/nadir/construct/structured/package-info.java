/** Constructions that need structure in the data and repay it with few parameters. */
package dev.nadir.construct.structured;
