"""Opening whatever holds many questionnaires: by the ending of its name, or as is said."""

from __future__ import annotations

import os
from collections.abc import Sequence
from glob import glob, has_magic
from hashlib import sha256
from pathlib import Path

from commplan_advisor.common.extras import MissingExtraError
from commplan_advisor.common.faults import Fault, FaultyInputError, Place, UnreadableFileError, nearest_word
from commplan_advisor.common.text import Text
from commplan_advisor.population.reading.source import CaseSource
from commplan_advisor.rulebook.model import RuleBook

PARQUET, CSV, NDJSON, QUESTIONNAIRES = "parquet", "csv", "ndjson", "questionnaires"
FORMS = (PARQUET, CSV, NDJSON, QUESTIONNAIRES)
"""What many questionnaires can be in; the last is a folder with a file for each."""

_BY_ENDING = {".parquet": PARQUET, ".csv": CSV, ".ndjson": NDJSON, ".jsonl": NDJSON}
_ONE_EACH = (".yaml", ".yml", ".json", ".xlsx", ".ods")
_PACKED = ".gz"


def open_cases(path: Path, book: RuleBook, form: str | None = None) -> CaseSource:
    """Make ready to read many questionnaires.

    Args:
        path: of a file, a folder with Parquet files or with questionnaires, or a pattern such as `cases/*.parquet`.
        book: the rule book, which says what else can be answered.
        form: one of `FORMS`, for a file whose ending does not tell, or a folder with both.

    Raises:
        FaultyInputError: the form is not known, or with all that is wrong with the columns.
        UnreadableFileError: there is no such file, it cannot be read, or it is of a kind that is not read.
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(error.name or "pyarrow", "population") from None
    if form is not None and form not in FORMS:
        allowed = ", ".join(FORMS)
        message = Text(f"is geen vorm die wij lezen. Kies uit: {allowed}.", f"is not a form that we read. Choose from: {allowed}.")
        raise FaultyInputError([Fault(Place(str(path)), message, "", form, nearest_word(form, FORMS))])
    paths = _matches(path)
    form = form or _form_of(path, paths)
    if form == PARQUET:
        from commplan_advisor.population.reading.parquet import ParquetCases

        files = _parquet_in(path) if path.is_dir() else paths
        return ParquetCases(files, [str(one) for one in files], identity_of(form, path, files), book.added)
    if form == QUESTIONNAIRES:
        from commplan_advisor.population.reading.questionnaires import QuestionnaireFiles, files_in

        files = files_in(path) if path.is_dir() else paths
        return QuestionnaireFiles(files, identity_of(form, path, files), book.added)
    if len(paths) > 1 or path.is_dir():
        raise _unreadable(
            path, "is meer dan een bestand; lees CSV of NDJSON per bestand.", "is more than one file; read CSV or NDJSON by the file."
        )
    identity = identity_of(form, path, paths)
    if form == CSV:
        from commplan_advisor.population.reading.csv_file import CsvCases

        return CsvCases(paths[0], identity, book.added)
    from commplan_advisor.population.reading.ndjson import NdjsonCases

    return NdjsonCases(paths[0], identity, book.added)


def identity_of(form: str, top: Path, files: Sequence[Path]) -> str:
    """A word that changes when files do: their names below what was asked for, their sizes and times of change."""
    told = sha256(form.encode())
    for file in files:
        name = os.path.relpath(file, top) if top.is_dir() else file.name
        try:
            status = file.stat()
        except OSError as error:
            raise _unreadable(file, "bestaat niet of mag niet worden gelezen.", "does not exist or may not be read.") from error
        told.update(f"\0{name}\0{status.st_size}\0{status.st_mtime_ns}".encode(errors="surrogateescape"))
    return told.hexdigest()


def _matches(path: Path) -> list[Path]:
    """The path itself, or the files that it is a pattern for."""
    if path.exists():
        return [path]
    found = [Path(one) for one in sorted(glob(str(path), recursive=True))] if has_magic(str(path)) else []  # noqa: PTH207
    if not found:
        raise _unreadable(path, "bestaat niet.", "does not exist.")
    return found


def _form_of(path: Path, paths: Sequence[Path]) -> str:
    """What the endings say."""
    if path.is_dir():
        parquet, others = bool(_parquet_in(path)), _holds_questionnaires(path)
        if parquet and others:
            nl, en = (
                "bevat vragenlijsten en Parquet; zeg welke van de twee (--read-as).",
                "holds questionnaires and Parquet; say which (--read-as).",
            )
            raise _unreadable(path, nl, en)
        return PARQUET if parquet else QUESTIONNAIRES
    forms = {_form_of_file(one) for one in paths}
    if len(forms) == 1 and (form := forms.pop()):
        return form
    allowed = ", ".join((*_BY_ENDING, *_ONE_EACH))
    nl, en = "is geen soort bestand die wij lezen", "is not a kind of file that we read"
    raise _unreadable(path, f"{nl}. Gebruik {allowed}.", f"{en}. Use {allowed}.")


def _form_of_file(path: Path) -> str:
    name = path.name.lower()
    ending = Path(name.removesuffix(_PACKED)).suffix
    form = QUESTIONNAIRES if ending in _ONE_EACH else _BY_ENDING.get(ending, "")
    return "" if name.endswith(_PACKED) and form not in (CSV, NDJSON) else form


def _parquet_in(folder: Path) -> list[Path]:
    """The Parquet files in a folder and below; none that is hidden, or still being written."""
    found = []
    for above, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        found += [Path(above, name) for name in sorted(files) if name.lower().endswith(".parquet") and not name.startswith((".", "_"))]
    return found


def _holds_questionnaires(folder: Path) -> bool:
    from commplan_advisor.questionnaire.in_folders import names_in

    return next(names_in(folder), None) is not None


def _unreadable(path: Path, nl: str, en: str) -> UnreadableFileError:
    return UnreadableFileError(Fault(Place(str(path)), Text(nl, en)))
