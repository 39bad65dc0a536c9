package dev.nadir.structure;

/** Whether a hyperplane separates two sets of samples: it does, it cannot, or rounding forbids an answer. */
public sealed interface Separation permits Separated, NotSeparable, Undecided {}
