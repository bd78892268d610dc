#!/usr/bin/env python3
"""measure.py STDIN STDOUT COMMAND...   Runs a command and prints one JSON line: exit status, wall and processor seconds, peak resident kB.

STDIN and STDOUT are paths or `-` for none. The command's standard error goes to this one's."""
import json
import resource
import subprocess
import sys
import time


def main():
    source, sink, *command = sys.argv[1:]
    stdin = subprocess.DEVNULL if source == "-" else open(source, "rb")
    stdout = subprocess.DEVNULL if sink == "-" else open(sink, "wb")
    start = time.perf_counter()
    status = subprocess.run(command, stdin=stdin, stdout=stdout, check=False).returncode
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"status": status, "wall_s": wall, "cpu_s": used.ru_utime + used.ru_stime, "peak_kb": used.ru_maxrss}))


if __name__ == "__main__":
    main()
