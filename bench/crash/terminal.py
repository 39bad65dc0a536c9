#!/usr/bin/env python3
"""Runs a command on a pseudo-terminal of its own, types Ctrl-C, and reports.

usage: terminal.py AWAITED TIMES COMMAND...   AWAITED: text of the terminal, or seconds, to wait for; TIMES: how often ^C is typed
Prints the status, the seconds from the first Ctrl-C to the end, and what the terminal showed.
"""
import os, pty, select, sys, time

BETWEEN = 0.2


def run(command, awaited, times=1, environment=None, limit=120):
    """Status (negative: the signal), seconds from the first Ctrl-C, and what was shown; awaited is a text or seconds."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment or os.environ)
    shown, typed, begin = b"", [], time.time()
    while time.time() < begin + limit:
        if select.select([terminal], [], [], 0.01)[0]:
            try:
                read = os.read(terminal, 65536)
            except OSError:
                break
            if not read:
                break
            shown += read
        come = awaited.encode() in shown if isinstance(awaited, str) else time.time() - begin >= awaited
        if come and len(typed) < times and (not typed or time.time() - typed[-1] > BETWEEN):
            os.write(terminal, b"\x03")
            typed.append(time.time())
    else:
        os.kill(pid, 9)
    _, status = os.waitpid(pid, 0)
    seconds = time.time() - typed[0] if typed else float("nan")
    os.close(terminal)
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
    return code, seconds, shown.decode("utf-8", "replace")


def main(words):
    awaited = float(words[0]) if words[0].replace(".", "", 1).isdigit() else words[0]
    code, seconds, shown = run(words[2:], awaited, int(words[1]))
    print(code, round(seconds, 2))
    sys.stdout.write(shown)


if __name__ == "__main__":
    main(sys.argv[1:])
