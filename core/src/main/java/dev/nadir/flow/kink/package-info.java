/**
 * The flow of networks with kinks: sliding motions, switches between pieces, Clarke's gradient.
 */
package dev.nadir.flow.kink;
