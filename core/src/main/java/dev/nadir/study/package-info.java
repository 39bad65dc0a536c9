/** Named reproducible experiments: what a study declares, how its cells run, what comes out. */
package dev.nadir.study;
