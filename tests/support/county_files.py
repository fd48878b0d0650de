"""A county file small enough to read in a test, and ways to write, change and load it."""

import copy
import json
from pathlib import Path
from typing import Any

from county.loader import CountyFileRefused, LoadReport, load

COUNTIES = Path(__file__).resolve().parents[2] / "county" / "data"

File = dict[str, Any]

_SMALL: File = {
    "format": 1,
    "county": [
        {
            "key": "provlan",
            "name": "Provlän",
            "official_name": "Provläns län",
            "code": "99",
            "programme": "Nära vård i Provlän",
            "target_year": 2035,
        }
    ],
    "organisations": [
        {"key": "region", "name": "Region Prov", "kind": "region", "is_principal": True},
        {"key": "norrby", "name": "Norrby kommun", "kind": "municipality", "is_principal": True},
    ],
    "bodies": [
        {"key": "arbetsgrupp", "name": "Arbetsgrupp", "kind": "working_group", "parent": "styr"},
        {"key": "styr", "name": "Styrgrupp", "kind": "steering_group", "rhythm": "varje månad"},
        {"key": "natverk", "name": "Nätverk", "kind": "network", "advisory": True},
    ],
    "mandates": [
        {"key": "styr-decides", "body": "styr", "action": "decides", "subjects": ["initiative"]}
    ],
    "decisions": [
        {
            "key": "d-mal",
            "title": "Målbilden godkänns",
            "body": "styr",
            "decided_on": "2022-03-11",
            "date_precision": "day",
        },
        {"key": "d-start", "title": "Arbetet börjar", "decided_on": "2019"},
    ],
    "goal_areas": [{"key": "nara", "name": "Nära"}, {"key": "halsa", "name": "Hälsa"}],
    "indicators": [
        {"key": "tillgang", "name": "Tillgänglighet", "goal_area": "nara"},
        {"key": "kontinuitet", "name": "Kontinuitet", "goal_area": "nara"},
    ],
    "measures": [
        {"key": "m-1", "name": "Mått ett", "indicators": ["kontinuitet", "tillgang"]},
        {"key": "m-2", "name": "Mått två", "indicators": ["tillgang"]},
    ],
}


def small() -> File:
    """A fresh copy of the small county."""
    return copy.deepcopy(_SMALL)


def row(file: File, section: str, key: str) -> dict[str, Any]:
    """One row of a file, to change."""
    found: dict[str, Any] = next(each for each in file[section] if each["key"] == key)
    return found


def without(file: File, section: str, *keys: str) -> File:
    """The file with some rows gone."""
    file[section] = [each for each in file[section] if each["key"] not in keys]
    return file


def write(folder: Path, content: File | str) -> Path:
    """The file on disk."""
    path = folder / "lan.json"
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def load_file(folder: Path, content: File | str) -> LoadReport:
    """Write and load."""
    return load(write(folder, content))


def faults(folder: Path, content: File | str) -> dict[str, str]:
    """The faults that a load is refused for, by place. Fails when it is not refused."""
    try:
        load_file(folder, content)
    except CountyFileRefused as refusal:
        return {problem.field: problem.message for problem in refusal.problems}
    raise AssertionError("the file was loaded")


def county_file(key: str) -> File:
    """One of the real county files."""
    found: File = json.loads((COUNTIES / f"{key}.json").read_text(encoding="utf-8"))
    return found
