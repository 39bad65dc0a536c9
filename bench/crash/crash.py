#!/usr/bin/env python3
"""Stops Nadir at bad moments and looks at what is left.

    bench/crash/crash.py signals COUNT [SEED]    SIGKILL, SIGTERM and SIGINT at random moments, then the same command again
    bench/crash/crash.py kill [EVERY]            SIGKILL within every (EVERY-th) change of a file
    bench/crash/crash.py full [EVERY]            no space left from every (EVERY-th) change of a file on
    bench/crash/crash.py temporary [EVERY]       the same in the temporary folder alone
    bench/crash/crash.py memory [MIB...]         the smallest heaps: one line with numbers, status 1
    bench/crash/crash.py container MIB...        the same in control groups of so much memory: nothing is killed (as root)
    bench/crash/crash.py terminal COUNT [SEED]   Ctrl-C typed COUNT times over each long command, once and twice: how soon it ends

Each over all commands that write, or those named behind: signals 200 1 flow descent.
After every stop each output is absent, the old one, or whole; after the next run nothing is left over and all files equal,
byte for byte, those of a run that nothing stopped. Prints the counts, and each failure; status 1 if there is any.
kill, full and temporary need gcc: fault.c is preloaded.
"""
import collections, gzip, hashlib, os, pathlib, random, re, shutil, signal, statistics, subprocess, sys, tempfile, time

import terminal

HERE = pathlib.Path(__file__).resolve().parent
NADIR = HERE.parent.parent / "nadir"
# of the process, not of the run that it goes on with
COUNTED = re.compile(rb"(steps|gradients|Jacobians or Hessians|seconds)</th><td>[^<]*<|\"cpuSeconds\" : [^,]*")
GROWING = ("scalars.csv", "journal.csv", "results.csv")
TRACE = re.compile(r"^\s+at |Exception|Error:|internal error|# A fatal error", re.M)
ONE_LINE = re.compile(r"\Anadir: [^\n]*No space left on device[^\n]*\n\Z")
NUMBERS = re.compile(r"\Anadir: [^\n]*\d (MiB|GiB)[^\n]*\n\Z")


def commands(w):
    """Every command that writes, by name; the files that it reads are made first."""
    d, m, o = w / "d.csv", w / "m.onnx", w / "out"
    data = [d, "--target", "class"]
    drawn = ["--init", "xavier", "--hidden", "4,4", "--standardize"]
    run = [*data, *drawn, "--out", o / "run", "--report", o / "r.html", "--save-model", o / "e.onnx"]
    return {
        "construct": ["construct", *data, "--out", o / "c.onnx"],
        "flow": ["flow", *run, "--until", "10", "--rtol", "1e-6", "--at", "0.1,1,10"],
        "descent": ["flow", *run, "--until", "40", "--field", "descent=0.02", "--momentum", "0.9", "--batch", "8",
                    "--at", "1,20,40"],
        "analyze": ["analyze", m, *data, "--report", o / "a.html", "--svg", o / "pictures"],
        "diagnose": ["diagnose", m, *data, "--report", o / "g.html"],
        "assess": ["assess", *data, "--hidden", "5", "--report", o / "s.html"],
        "certify": ["certify", m, *data, "--certificate", o / "p.json"],
        "study": ["study", "explicit-construction", "--quick", "--seeds", "1", "--out", o / "study"],
    }


class Place:
    """A folder with data, a model, the outputs, and a temporary folder of its own."""

    def __init__(self, root, library):
        self.library, self.root, self.out, self.temporary = library, root, root / "out", root / "tmp"
        for folder in (self.out, self.temporary):
            folder.mkdir(parents=True)
        self.environment = dict(os.environ, TMPDIR=str(self.temporary), NADIR_BUILD="never",
                                NADIR_JAVA_OPTS="-XX:TieredStopAtLevel=1")  # short runs
        self.environment.pop("JAVA_TOOL_OPTIONS", None)
        draw = random.Random(5)
        rows = [[f"{draw.gauss(0, 1):.4f}" for _ in range(3)] + [draw.choice("uv")] for _ in range(12)]
        (root / "d.csv").write_text("a,b,c,class\n" + "".join(",".join(row) + "\n" for row in rows))
        self.run(["construct", root / "d.csv", "--target", "class", "--hidden", "16", "--out", root / "m.onnx"])
        self.commands = commands(root)

    def start(self, command, group=None, **more):
        words = [str(NADIR), *map(str, command), "-q"]
        if group:  # the shell enters it and becomes the command
            words = ["sh", "-c", f'echo $$ >"{group}/cgroup.procs"; exec "$@"', "sh", *words]
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env={**self.environment, **more}, start_new_session=True,
                                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))

    def run(self, command, **more):
        process = self.start(command, **more)
        _, said = process.communicate(timeout=600)
        return process.returncode, said

    def empty(self, old=()):
        shutil.rmtree(self.out)
        self.out.mkdir()
        for name, content in old:
            (self.out / name).write_bytes(content)

    def files(self, root=None):
        root = root or self.out
        return {str(f.relative_to(root)): content(f) for f in sorted(root.rglob("*")) if not f.is_dir()}


def content(file):
    text = COUNTED.sub(b"", file.read_bytes())
    if file.name == "journal.csv":  # in the order in which parallel work ends
        text = b"\n".join(sorted(text.splitlines()))
    return hashlib.sha256(text).hexdigest()


def again(name, command, place):
    """The command that goes on: a run that has begun is resumed."""
    begun = any((place.out / folder / "manifest.json").exists() for folder in ("run", "study"))
    return [*command, "--resume"] if begun else command


def half(place, whole, old):
    """Outputs under their names that are neither the old nor the whole ones; of a run, what grows is looked at by itself."""
    for name, found in place.files().items():
        base = os.path.basename(name)
        if base.startswith(".") or base == "run.lock" or found == whole.get(name) or found == old.get(name):
            continue
        text = (place.out / name).read_bytes()
        grows = base == "manifest.json" and text.endswith(b"}\n") or base in GROWING and text.endswith(b"\n")
        if base.startswith("theta-0"):  # of a run that starts over with smaller steps
            grows = len(text) in {(place.out / other).stat().st_size for other in place.files() if other != name}
        ended = base in ("e.onnx", "theta-end.npy") or base == "r.html" and text.rstrip().endswith(b"</html>")
        if not (name.startswith(("run/", "study/")) and grows or ended and text):  # ended: in order, by a signal
            yield name


class Tally:
    def __init__(self):
        self.counts, self.failures = collections.Counter(), []
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(self.end()))  # of a run that is cut off, what it has so far

    def note(self, what, happened=1):
        self.counts[what] += happened

    def fail(self, what, *details):
        self.counts["FAILED: " + what] += 1
        self.failures.append(" ".join(map(str, (what, *details))))

    def end(self):
        for what in sorted(self.counts):
            print(f"{self.counts[what]:6d}  {what}")
        for failure in self.failures[:40]:
            print("FAILED", failure[:600])
        return 1 if self.failures else 0


def reference(place, name, command):
    """The outputs of a run that nothing stops, and how long it takes."""
    place.empty()
    begin = time.monotonic()
    status, said = place.run(command)
    assert status < 2, (name, said)
    return place.files(), status, time.monotonic() - begin


def finish(place, name, command, whole, status, tally, where):
    """The next run: to the same files, with nothing left over."""
    ended, said = place.run(again(name, command, place))
    if ended != status:
        tally.fail("status of the next run", name, where, ended, said)
    files = place.files()
    if files != whole:
        differ = sorted(f for f in files.keys() | whole.keys() if files.get(f) != whole.get(f))
        tally.fail("files after the next run", name, where, differ)
    left = list(place.temporary.iterdir())
    if left:
        tally.fail("left in the temporary folder", name, where, *left)
        shutil.rmtree(place.temporary)
        place.temporary.mkdir()
    tally.note("next runs compared")


def olds(whole):
    """An empty file under the name of every output that a run replaces."""
    return [(name, b"") for name in whole if "/" not in name]


def last_words(process):
    """What it said until it ended; of one that does not end in ten minutes, where it stands."""
    try:
        return process.communicate(timeout=600)[1]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGQUIT)
        time.sleep(5)
        os.killpg(process.pid, signal.SIGKILL)
        return "\n after ten minutes: " + "\n".join(process.communicate())


def signals(place, count, seed=1):
    draw, tally = random.Random(seed), Tally()
    done, stops = {}, 0
    while stops < count:
        name = draw.choice([*place.commands, *sorted(set(place.commands) & {"flow", "descent"})])
        command = place.commands[name]
        if name not in done:
            done[name] = reference(place, name, command)
        whole, status, seconds = done[name]
        old = olds(whole)
        place.empty(old)
        for _ in range(draw.randint(1, 3)):
            process = place.start(again(name, command, place))
            kind = draw.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
            try:
                process.wait(draw.uniform(0.05, 1.05 * seconds))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, kind)
                stops += 1
                tally.note(kind.name)
            said = last_words(process)
            if TRACE.search(said):
                tally.fail("said", name, kind.name, said)
            for name_of_half in half(place, whole, {n: hashlib.sha256(c).hexdigest() for n, c in old}):
                tally.fail("half-written", name, kind.name, name_of_half)
        finish(place, name, command, whole, status, tally, "after signals")
    return tally.end()


def faults(place, kind, every=1):
    tally = Tally()
    library = place.library / "fault.so"
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, HERE / "fault.c", "-ldl"], check=True)
    folders = place.temporary if kind == "temporary" else place.out
    shim = {"LD_PRELOAD": str(library), "FAULT_FOLDERS": str(folders)}
    for name, command in place.commands.items():
        whole, status, _ = reference(place, name, command)
        old = olds(whole)
        log = place.root / "log"
        log.unlink(missing_ok=True)
        place.empty(old)
        place.run(command, **shim, FAULT_LOG=str(log))
        changes = len(log.read_text()) if log.exists() else 0
        tally.note(f"changes of {name}", changes)
        if not changes:
            tally.fail("nothing seen", name)
        for at in range(1, changes + 1, every):
            place.empty(old)
            how = "kill" if kind == "kill" else "full"
            ended, said = place.run(command, **shim, FAULT=how, FAULT_AT=str(at))
            tally.note("stops")
            judge(tally, kind, name, at, ended, said)
            for name_of_half in half(place, whole, {n: hashlib.sha256(c).hexdigest() for n, c in old}):
                tally.fail("half-written", name, at, name_of_half)
            finish(place, name, command, whole, status, tally, at)
    return tally.end()


def judge(tally, kind, name, at, ended, said):
    if kind == "kill" and ended not in (-9, 137):
        tally.fail("not killed", name, at, ended, said)
    elif kind == "full" and (ended != 2 or not ONE_LINE.match(said)):
        tally.fail("no refusal in one line", name, at, ended, said)
    elif kind == "temporary" and (ended > 3 or TRACE.search(said)):
        tally.fail("said", name, at, ended, said)


def all_commands(place):
    w = place.root
    more = {"verify": ["verify", w / "m.onnx", w / "d.csv"], "data": ["data", w / "d.csv"]}
    return {**place.commands, **{name: command for name, command in more.items() if name in (place.named or more)}}


def memory(place, heaps=()):
    tally = Tally()
    for name, command in all_commands(place).items():
        for heap in heaps or (4, 6, 8, 10, 12, 14, 16, 20, 24, 32):
            place.empty()
            ended, said = place.run(command, NADIR_JAVA_OPTS=f"-Xmx{heap}m")
            if "during initialization of VM" in said:
                tally.note("heaps that Java refuses")
            elif ended == 1 and NUMBERS.match(said):
                tally.note("refusals with numbers")
            elif TRACE.search(said) or ended > 1:
                tally.fail("said", name, heap, ended, said)
            else:
                tally.note("results")
    return tally.end()


def groups(mib):
    """A new control group of so much memory: its folder; of version 2 or 1."""
    for root in ("/sys/fs/cgroup", "/sys/fs/cgroup/memory"):
        group = pathlib.Path(root) / f"nadir-crash-{os.getpid()}-{mib}"
        for limit in ("memory.max", "memory.limit_in_bytes"):
            try:
                group.mkdir(exist_ok=True)
                if (group / limit).exists():
                    (group / limit).write_text(str(mib << 20))
                    return group
            except OSError:
                pass
        if group.exists():
            group.rmdir()
    sys.exit("no control group of memory can be made here")


def container(place, sizes):
    """Small and large problems in little memory."""
    tally, w, o, draw = Tally(), place.root, place.out, random.Random(4)
    place.run(["construct", w / "d.csv", "--target", "class", "--hidden", "2500,2500", "--out", w / "wide.onnx"])
    (w / "many.csv").write_text("".join(
        ",".join(f"{draw.gauss(0, 1):.4f}" for _ in range(20)) + f",{draw.choice('uv')}\n" for _ in range(4000)))
    many = [w / "many.csv", "--header", "no", "--hidden", "2000,2000"]
    large = {
        "construct large": ["construct", *many, "--out", o / "c.onnx"],
        "verify large": ["verify", w / "wide.onnx", w / "d.csv"],
        "certify large": ["certify", w / "wide.onnx", w / "d.csv"],
        "analyze large": ["analyze", *many, "--init", "xavier"],
        "diagnose large": ["diagnose", *many, "--init", "xavier"],
        "assess large": ["assess", *many],
        "flow large": ["flow", *many, "--init", "xavier", "--until", "1e-9", "--max-steps", "1"],
        "data large": ["data", w / "many.csv", "--header", "no"],
    }
    for mib in sizes:
        group = groups(mib)
        for name, command in {**all_commands(place), **({} if place.named else large)}.items():
            place.empty()
            ended, said = place.run(command, group=group, NADIR_JAVA_OPTS="")
            if ended == 1 and re.search(r"\d (MiB|GiB)", said):
                tally.note("refusals with numbers")
            elif TRACE.search(said) or ended not in (0, 1) or "emory" in said:
                tally.fail("said", name, mib, ended, said)
            else:
                tally.note("results")
        time.sleep(1)
        group.rmdir()
    return tally.end()


def long_commands(place):
    """Commands that would take many seconds, by name: Ctrl-C comes while they read, compute and write."""
    w, draw = place.root, random.Random(3)
    (w / "long.csv").write_text("".join(
        ",".join(f"{draw.gauss(0, 1):.4f}" for _ in range(30)) + f",{draw.choice('uvw')}\n" for _ in range(2500)))
    with gzip.open(w / "large.csv.gz", "wb") as out:
        out.write(b"a,b,c,d,class\n")
        for _ in range(200):
            out.write(b"0.125,2,3.5,-4e-3,u\n" * 50_000)
    place.run(["construct", w / "d.csv", "--target", "class", "--hidden", "2500,2500", "--out", w / "wide.onnx"])
    data, drawn = [w / "long.csv", "--header", "no"], ["--init", "xavier", "--hidden", "64,64"]
    return {
        "data": ["data", w / "large.csv.gz"],
        "construct": ["construct", *data, "--out", w / "out" / "c.onnx"],
        "assess": ["assess", *data, "--hidden", "80,80"],
        "analyze": ["analyze", *data, *drawn],
        "diagnose": ["diagnose", *data, *drawn],
        "flow": ["flow", *data, *drawn, "--until", "1e6", "--out", w / "out" / "run"],
        "certify": ["certify", w / "wide.onnx", w / "d.csv", "--target", "class"],
        "verify": ["verify", w / "wide.onnx", w / "d.csv", "--target", "class"],
    }


def on_terminal(place, count, seed=1):
    draw, tally, longs = random.Random(seed), Tally(), long_commands(place)
    for name in sorted(longs.keys() & place.named or longs):
        command = [str(NADIR), *map(str, longs[name])]
        soon = {1: [], 2: []}
        for at in range(count):
            place.empty()
            times = 1 + at % 2
            code, seconds, said = terminal.run(
                command, draw.uniform(0.8, 6), times, {**place.environment, "NADIR_JAVA_OPTS": ""})
            if code in (130, -signal.SIGINT):
                soon[times].append(seconds)
            elif code > 1 or code < 0:
                tally.fail("ended with", name, code, said)
            if TRACE.search(said) or "nadir:" in said.replace("stopped on request", ""):
                tally.fail("said", name, code, said)
            tally.note("Ctrl-C typed" if code in (130, -signal.SIGINT) else "ended before Ctrl-C")
        print(name, *(f"; Ctrl-C {times} times, seconds to the end: median {statistics.median(all_of):.2f}, most "
                      f"{max(all_of):.2f}, of {len(all_of)}" for times, all_of in soon.items() if all_of),
              f"; load {os.getloadavg()[0]:.1f}", flush=True)
    return tally.end()


def main(words):
    home = pathlib.Path(tempfile.mkdtemp(prefix="nadir-crash-"))  # the loader takes no blanks, Nadir must
    try:
        place = Place(home / "a folder", home)
        numbers = [int(word) for word in words[1:] if word.isdigit()]
        named = [word for word in words[1:] if not word.isdigit()]
        place.named = set(named)
        place.commands = {name: place.commands[name] for name in place.commands if not named or name in named}
        if words[:1] == ["signals"] and numbers:
            return signals(place, *numbers[:2])
        if words[:1] in (["kill"], ["full"], ["temporary"]):
            return faults(place, words[0], *numbers[:1])
        if words[:1] == ["terminal"] and numbers:
            return on_terminal(place, *numbers[:2])
        if words[:1] == ["memory"]:
            return memory(place, numbers)
        if words[:1] == ["container"] and numbers:
            return container(place, numbers)
        print(__doc__, file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(home, ignore_errors=True)


sys.exit(main(sys.argv[1:]))
