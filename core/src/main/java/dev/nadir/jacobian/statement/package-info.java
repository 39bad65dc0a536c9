/** The statements of [CM] and [CE] on D, checked where a network stands: hypotheses, conclusion and verdict, mathematics §3.5. */
package dev.nadir.jacobian.statement;
