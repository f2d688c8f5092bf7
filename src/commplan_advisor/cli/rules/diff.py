"""`commplan rules diff`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commplan_advisor.cli.common import FOUND_SOMETHING, Troubles, form_of, language_option, output_options, put_out
from commplan_advisor.cli.rules.versions import FORMS, days_asked, in_form, versions_asked, versions_options
from commplan_advisor.common.text import Language


@click.command("diff")
@versions_options
@language_option
@output_options
def diff_command(
    old: str,
    new: str | None,
    as_of: date | None,
    as_of_old: date | None,
    form: str | None,
    fail_on_change: bool,
    language: Language,
    output: Path | None,
    force: bool,
) -> None:
    """In what two versions of a rule book differ, by meaning.

    OLD and NEW are folders, or revisions of git: main, HEAD~1, or v1.2:rules with the folder. Without NEW the folder OLD is compared with
    what git has of it.
    """
    from commplan_advisor.common.files import check_free
    from commplan_advisor.maintenance.difference.difference import difference
    from commplan_advisor.present.rules_difference import difference_json, difference_page

    form = form_of(form, output, FORMS)
    troubles = Troubles(language)
    with troubles.told():
        if output is not None:
            check_free(output, force=force)
        before, after = versions_asked(old, new, as_of_old)
        first, second = days_asked(as_of, as_of_old)
        found = difference(before, after, second, first)
        text = difference_json(found) if form == "json" else in_form(difference_page(found, language), form, language)
        put_out(text, output, force=force)
        if fail_on_change and not found.empty:
            troubles.code = max(troubles.code, FOUND_SOMETHING)
    troubles.leave()
