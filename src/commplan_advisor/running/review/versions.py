"""The versions of a plan in a folder beside its case: `1.json`, `2.json` …; each is written once and never changed.

A version is written beside its place and linked into it when all of it is on the disk, so that whoever looks sees all of it or nothing,
and one that is there is never written over. Every version carries a hash of what it says: one that was damaged since is told.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError
from commplan_advisor.common.files import LARGEST_FILE, make_folder, read_text, write_text
from commplan_advisor.common.text import Text
from commplan_advisor.running.review.plan import SCHEMA, PlanVersion

_NAME = re.compile(r"([1-9][0-9]{0,4})\.json")
_CASES = (".yaml", ".yml", ".json", ".xlsx", ".ods")

_DAMAGED = Text(
    "deze versie van het plan is beschadigd of met de hand veranderd. Zet haar terug uit een reservekopie.",
    "this version of the plan is damaged or was changed by hand. Put it back from a backup.",
)
_NEWER = Text(
    "deze versie van het plan heeft een vorm die dit programma niet kent. Gebruik een nieuwere commplan-advisor.",
    "this version of the plan has a form that this program does not know. Use a newer commplan-advisor.",
)
_NOT_THERE = Text("deze versie van het plan ontbreekt.", "this version of the plan is missing.")
_KEPT_MEANWHILE = Text(
    "iemand anders bewaarde intussen deze versie. Begin opnieuw.", "somebody else has kept this version meanwhile. Begin again."
)


@dataclass(frozen=True, slots=True)
class Versions:
    """What a folder holds.

    Attributes:
        found: the versions that are whole, the first one first.
        faults: versions that are damaged or missing.
        newest: the number of the last version, whole or not; 0 when there is none.
    """

    found: tuple[PlanVersion, ...] = ()
    faults: tuple[Fault, ...] = ()
    newest: int = 0

    @property
    def last(self) -> PlanVersion | None:
        """The version that counts; None when there is none.

        Raises:
            FaultyInputError: the newest one is damaged.
        """
        if self.newest and (not self.found or self.found[-1].number != self.newest):
            raise FaultyInputError(self.faults)
        return self.found[-1] if self.found else None


def plan_folder(case: Path) -> Path:
    """Where the versions of the plan of a case are kept: beside it, `nijkerk.plan` for `nijkerk.yaml`."""
    name = case.name.removesuffix(case.suffix) if case.suffix.lower() in _CASES else case.name
    return case.with_name(f"{name}.plan")


def versions_in(folder: Path) -> Versions:
    """The versions in a folder; none when there is no such folder.

    Raises:
        UnreadableFileError: the folder or one of its files cannot be read.
    """
    try:
        numbers = sorted(int(match[1]) for path in folder.iterdir() if (match := _NAME.fullmatch(path.name)))
    except FileNotFoundError:
        return Versions()
    except OSError as error:
        reason = error.strerror or str(error)
        message = Text(f"kan niet worden gelezen ({reason}).", f"cannot be read ({reason}).")
        raise UnreadableFileError(Fault(Place(str(folder)), message)) from None
    found: list[PlanVersion] = []
    faults: list[Fault] = []
    newest = numbers[-1] if numbers else 0
    for number in range(1, newest + 1):
        place = Place(str(folder / f"{number}.json"))
        if number not in numbers:
            faults.append(Fault(place, _NOT_THERE))
            continue
        version = _read(read_text(folder / f"{number}.json"), number)
        if isinstance(version, PlanVersion):
            found.append(version)
        else:
            faults.append(Fault(place, version))
    return Versions(tuple(found), tuple(faults), newest)


def _read(text: str, number: int) -> PlanVersion | Text:
    """A version, or what keeps it from being read."""
    from pydantic import TypeAdapter, ValidationError

    try:
        told: Any = json.loads(text)
    except (ValueError, RecursionError):
        return _DAMAGED
    if not isinstance(told, dict):
        return _DAMAGED
    if told.get("schema") != SCHEMA:
        return _NEWER if str(told.get("schema", "")).startswith("commplan-plan-version/") else _DAMAGED
    if told.pop("stamp", None) != _stamp(told) or told.get("number") != number:
        return _DAMAGED
    try:
        return TypeAdapter(PlanVersion).validate_python(told)
    except ValidationError:
        return _DAMAGED


def as_text(version: PlanVersion) -> str:
    """A version as it is kept: JSON, a line for each thing in it, with a hash of all of it at the end.

    Of an advice that would make the file too large to read only the receipt is kept: by that it can be given again.
    """
    told: dict[str, Any] = json.loads(json.dumps(asdict(version), default=_day))
    text = _written(told)
    if len(text.encode()) > LARGEST_FILE:
        text = _written({**told, "advice": {key: told["advice"][key] for key in ("schema", "receipt")}})
    return text


def _written(told: dict[str, Any]) -> str:
    lines = (f"{json.dumps(key)}: {_lines(value)}" for key, value in {**told, "stamp": _stamp(told)}.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(value: Any) -> str:
    """A list with a line for each member, anything else on one line."""
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(f" {json.dumps(one, ensure_ascii=False)}" for one in value) + "\n]"


def keep(version: PlanVersion, folder: Path) -> Path:
    """Keep a version; when this returns it is on the disk, and all that was there is as it was.

    Raises:
        UnreadableFileError: it cannot be written, or there is one of this number.
    """
    make_folder(folder)
    path, beside = folder / f"{version.number}.json", folder / f".{version.number}.{os.getpid()}.tmp"
    try:
        write_text(beside, as_text(version), force=True)
        os.link(beside, path)
        _settle(folder)
    except FileExistsError:
        raise UnreadableFileError(Fault(Place(str(path)), _KEPT_MEANWHILE)) from None
    except (OSError, NotImplementedError):  # a disk that has no links
        write_text(path, as_text(version))
    finally:
        beside.unlink(missing_ok=True)
    return path


def _settle(folder: Path) -> None:
    """Have the disk know the name of the file too; where folders cannot be opened it does so by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _stamp(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def schema() -> dict[str, Any]:
    """The JSON Schema of a version, as it is kept."""
    from pydantic import TypeAdapter

    made: dict[str, Any] = TypeAdapter(PlanVersion).json_schema(mode="serialization")
    made["properties"]["stamp"] = {"type": "string", "description": "SHA-256 of the rest, with its keys in order."}
    made["required"].append("stamp")
    return made
