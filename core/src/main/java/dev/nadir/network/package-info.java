/** Layers, networks: forward and backward pass, cost, parameters as one vector. */
package dev.nadir.network;
