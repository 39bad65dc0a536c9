/** Data sets, labels, scaling, duplicates, genericity: what is known about the data before any network. */
package dev.nadir.data;
