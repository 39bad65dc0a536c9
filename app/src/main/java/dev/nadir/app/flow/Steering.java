package dev.nadir.app.flow;

import dev.nadir.app.shell.ConsoleProgress;
import dev.nadir.app.shell.Interruption;

/**
 * What a run tells and asks while it goes on.
 *
 * @param progress to tell
 * @param interruption to ask
 */
record Steering(ConsoleProgress progress, Interruption interruption) {}
