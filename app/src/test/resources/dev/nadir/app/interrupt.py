"""Runs a command on a pseudo-terminal of its own, types Ctrl-C, and reports.

usage: interrupt.py AWAITED TIMES COMMAND...   AWAITED: text of the terminal to wait for; TIMES: how often ^C is typed
Prints the status, the seconds from the first Ctrl-C to the end, and what the terminal showed.
"""
import os, pty, select, sys, time

awaited, times, command = sys.argv[1].encode(), int(sys.argv[2]), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown, typed, deadline = b"", None, time.time() + 120
while True:
    if time.time() > deadline:
        os.kill(pid, 9)
        break
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            read = os.read(terminal, 65536)
        except OSError:
            break
        if not read:
            break
        shown += read
    if typed is None and awaited in shown:
        for _ in range(times):
            os.write(terminal, b"\x03")
            time.sleep(0.2)
        typed = time.time() - 0.2 * times
_, status = os.waitpid(pid, 0)
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
print(code, round(time.time() - (typed or 0), 2))
sys.stdout.write(shown.decode("utf-8", "replace"))
