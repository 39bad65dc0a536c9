/** Constructions with one pivot layer solved for, labels pulled back to it and inputs lifted to it: [CM] Theorems 2.1, 2.2. */
package dev.nadir.construct.pivot;
