/** What a sample tells, with its uncertainty. */
package dev.nadir.study.statistics;
