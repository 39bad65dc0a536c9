/** How long computations tell what they are doing, without knowing who listens. */
package dev.nadir.progress;
