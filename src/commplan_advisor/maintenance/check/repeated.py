"""Rules that say what another rule says as well, word for word."""

from __future__ import annotations

import json
from collections.abc import Iterator

from commplan_advisor.common.order import in_order
from commplan_advisor.common.text import Text
from commplan_advisor.maintenance.check.finding import Finding
from commplan_advisor.maintenance.check.material import Material
from commplan_advisor.rulebook.periods import period_from


def repeated(material: Material) -> Iterator[Finding]:
    """Rules with the conditions and the conclusions of another one that counts on the same days."""
    seen: dict[str, list[dict[str, object]]] = {}
    for rule in material.document["rules"]:
        if rule["status"] == "retired":
            continue
        says = json.dumps([rule["stage"], rule["subject"], in_order(rule["when"]), in_order(rule["then"])])
        others = seen.setdefault(says, [])
        valid = period_from(rule["valid"])
        for other in others:
            if valid.overlaps(period_from(other["valid"])):  # type: ignore[arg-type]
                what = Text(
                    f"'{rule['id']}' heeft dezelfde voorwaarden en conclusie als '{other['id']}'.",
                    f"'{rule['id']}' has the same conditions and conclusion as '{other['id']}'.",
                )
                yield Finding("duplicate-rule", material.at_rule(rule), what, rule["id"])
                break
        others.append(rule)
