/**
 * A flow from its start to its verdict, and descent beside it.
 */
package dev.nadir.flow.run;
