/** The verdict: can this network reach zero loss on these data, by which weights, and what will gradient descent meet. */
package dev.nadir.assess;
