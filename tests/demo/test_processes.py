"""One list of processes: what the demo runs is what production runs."""

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from narvard.processes import PROCESSES, Process
from tests.support.demo_runs import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]


@pytest.mark.parametrize("process", PROCESSES, ids=[process.name for process in PROCESSES])
def test_compose_runs_the_listed_command(process: Process) -> None:
    service = SERVICES[process.name]
    assert tuple(shlex.split(service["command"])) == process.command
    assert process.environment.items() <= service["environment"].items()


def test_compose_runs_nothing_of_ours_beside_the_list() -> None:
    ours = {name for name, service in SERVICES.items() if service.get("image") == "narvard"}
    assert ours == {process.name for process in PROCESSES} | {"migrate"}
    assert set(SERVICES) - ours == {"postgres", "redis", "roles", "nginx"}


def test_only_the_migration_is_the_owner() -> None:
    owners = {
        name
        for name, service in SERVICES.items()
        if "portal_owner" in service.get("environment", {}).get("DATABASE_URL", "")
    }
    assert owners == {"migrate"}
    assert "portal_app" in COMPOSE["x-portal"]["environment"]["DATABASE_URL"]


def test_the_image_takes_every_package_and_no_more_rights_than_needed() -> None:
    image = (ROOT / "Dockerfile").read_text()
    folders = {line.split()[1] for line in image.splitlines() if line.startswith("COPY ")}
    for package in ROOT.glob("*/apps.py"):
        assert package.parent.name in folders
    assert {"templates", "static", "locale", "manage.py"} <= folders
    assert image.index("USER portal") < image.index("CMD ")
    assert "--require-hashes" in image


def test_every_file_that_compose_mounts_is_here() -> None:
    mounts = [
        Path(volume.split(":")[0])
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if isinstance(volume, str) and volume.startswith("./")
    ]
    assert len(mounts) == 2
    assert all((ROOT / mount).is_file() for mount in mounts)
