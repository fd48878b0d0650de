"""How many requests a second a web server answers: wrk, or a generator in Python without it."""

import http.client
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

CONNECTIONS = 8
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")


def generator() -> str:
    """What generates the load, for the record."""
    return "wrk" if shutil.which("wrk") else "Python (wrk is not installed)"


def rate(url: str, *, seconds: int, headers: Mapping[str, str] | None = None) -> float:
    """Requests per second on eight connections kept open. Raises when an answer is an error."""
    given = [f"{name}: {value}" for name, value in (headers or {}).items()]
    if shutil.which("wrk"):
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
        for each in given:
            command += ["-H", each]
    else:
        command = [sys.executable, __file__, str(seconds), *given]
    done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    found = _RATE.search(done.stdout)
    if found is None or "Non-2xx" in done.stdout:
        raise RuntimeError(f"{url} did not answer as it should:\n{done.stdout}")
    return float(found[1])


def _generate(seconds: float, headers: dict[str, str], url: str) -> None:
    """The load itself, in a process of its own; prints what wrk would."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    counts, wrong = [0] * CONNECTIONS, [0] * CONNECTIONS
    deadline = time.monotonic() + seconds

    def ask(place: int) -> None:
        connection = http.client.HTTPConnection(parts.netloc, timeout=20)
        while time.monotonic() < deadline:
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            answer.read()
            counts[place] += 1
            wrong[place] += answer.status >= 400
        connection.close()

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if sum(wrong):
        print(f"Non-2xx or 3xx responses: {sum(wrong)}")
    print(f"Requests/sec: {sum(counts) / seconds:.2f}")


if __name__ == "__main__":
    pairs = (argument.split(": ", 1) for argument in sys.argv[2:-1])
    _generate(float(sys.argv[1]), dict(pairs), sys.argv[-1])
