"""The production shape on one machine: the listed processes, two database roles, Redis, nginx."""

import contextlib
import os
import secrets
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import redis

from narvard.demo.postgres import DATABASE, binaries
from narvard.processes import Process
from tests.support import cluster
from tests.support.demo_runs import ROOT, clean_environment
from tests.support.ports import free_port
from tests.support.programs import need
from tests.support.waiting import until

HOST = "localhost"


class Production:
    """What compose would start, started here by the same commands and with the same settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database, _template = cluster.start(folder / "database")
        self.web_port, self.redis_port = free_port(), free_port()
        self.http_port, self.https_port = free_port(), free_port()
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.settings = {
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": HOST,
            "PUBLIC_ORIGIN": f"https://{HOST}:{self.https_port}",
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "DATA": str(folder / "data"),
            "STATIC_ROOT": str(folder / "collected"),
            "BIND": f"127.0.0.1:{self.web_port}",
            "FORWARDED_ALLOW_IPS": "*",
            "WEB_CONCURRENCY": "1",
        }

    def url(self, role: str) -> str:
        """The database's address for a role; the socket is private, so no password is asked."""
        return f"postgresql://{role}@/{DATABASE}?host={self.database.socket}"

    def start(self, name: str, command: list[str], environment: Mapping[str, str]) -> None:
        """Start a program, its output in a file of its name."""
        with (self.folder / f"{name}.log").open("ab") as output:
            self.running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def start_listed(self, process: Process) -> None:
        """Start one process of the portal's list as the application's role."""
        command = [sys.executable if word == "python" else word for word in process.command]
        self.start(process.name, command, self.environment() | dict(process.environment))

    def environment(self, role: str = "portal_app") -> dict[str, str]:
        """The settings of production for a role."""
        return clean_environment(DATABASE_URL=self.url(role), **self.settings)

    def manage(self, *arguments: str, role: str = "portal_app") -> str:
        """Run a management command to its end; returns what it printed."""
        return self.python("manage.py", *arguments, role=role)

    def python(self, *arguments: str, role: str = "portal_app") -> str:
        """Run Python to its end with the settings of production."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(role),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def grant(self) -> None:
        """Give the application's role its rights, as after every migration."""
        subprocess.run(
            [
                *(str(binaries() / "psql"), self.url("portal"), "--quiet", "--no-psqlrc"),
                *("--set=ON_ERROR_STOP=1", "--set=app_password=secret1"),
                f"--file={ROOT / 'deploy' / 'roles.sql'}",
            ],
            check=True,
            capture_output=True,
        )

    def start_redis(self) -> None:
        """A Redis that keeps nothing, as in compose."""
        program = need("redis-server", "redis-server")
        options = ["--port", str(self.redis_port), "--bind", "127.0.0.1", "--save", ""]
        self.start("redis", [program, *options, "--appendonly", "no"], os.environ)
        until(self._redis_answers, "Redis to answer")

    def _redis_answers(self) -> bool:
        with contextlib.suppress(redis.ConnectionError):
            return bool(self.redis().ping())
        return False

    def redis(self) -> "redis.Redis":
        """A client of the running Redis."""
        return redis.Redis(port=self.redis_port)

    def start_nginx(self) -> None:
        """nginx with the configuration of production, but for names, ports and the certificate."""
        program = need("nginx", "nginx-light")
        tls = self.folder / "tls"
        tls.mkdir()
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                *("-subj", f"/CN={HOST}", "-keyout", str(tls / "privkey.pem")),
                *("-out", str(tls / "fullchain.pem")),
            ],
            check=True,
            capture_output=True,
        )
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        for theirs, ours in {
            "web:8000": f"127.0.0.1:{self.web_port}",
            "listen 80;": f"listen 127.0.0.1:{self.http_port};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.https_port} ssl http2;",
            "listen [::]:80;": "",
            "listen [::]:443 ssl http2;": "",
            "/etc/nginx/tls": str(tls),
            "/srv/portal/collected": self.settings["STATIC_ROOT"],
            "pid /tmp/nginx.pid;": f"pid {self.folder / 'nginx.pid'};",
        }.items():
            assert theirs in text, theirs
            text = text.replace(theirs, ours)
        if os.geteuid() == 0:
            # The test's folder is closed to nginx's usual user.
            text = f"user root;\n{text}"
        configuration = self.folder / "nginx.conf"
        configuration.write_text(text)
        self.start("nginx", [program, "-c", str(configuration), "-g", "daemon off;"], os.environ)
        until(lambda: self.get(f"https://{HOST}:{self.https_port}/healthz")[0] == 200, "nginx")

    def get(
        self, url: str, data: bytes | None = None, **headers: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        """One request without following redirects; status 0 when nobody answers."""
        trusting = ssl._create_unverified_context()  # noqa: S323 - our own certificate of today
        opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusting), _NoRedirect()
        )
        request = urllib.request.Request(url, data=data, headers={"Host": HOST} | headers)
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()
        except OSError:
            return 0, {}, b""

    def stop(self, name: str) -> None:
        """End a program and all it has started."""
        process = self.running.pop(name)
        process.terminate()
        deadline = time.monotonic() + 15
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop_all(self) -> None:
        """End everything, the database last."""
        for name in reversed(list(self.running)):
            self.stop(name)
        self.database.stop()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


@contextlib.contextmanager
def production(folder: Path) -> Iterator[Production]:
    """A migrated database with both roles, and Redis; processes are started by the test."""
    shape = Production(folder)
    try:
        shape.manage("migrate", "--no-input", "--verbosity=0", role="portal")
        shape.manage("collectstatic", "--no-input", "--verbosity=0", role="portal")
        shape.grant()
        shape.start_redis()
        yield shape
    finally:
        shape.stop_all()
