/** The experiments, checks and open questions of the two papers, each as one study. */
package dev.nadir.study.experiment;
