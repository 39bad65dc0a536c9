/** Activations: values, derivatives, kinks, and where they are invertible; read from and written as their names. */
package dev.nadir.network.activation;
