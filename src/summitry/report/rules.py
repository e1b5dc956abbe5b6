"""Rules told to people: why, when, from which source, with which limits."""

import msgspec

from summitry.check.registry import Rule
from summitry.kit.errors import Text
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.policy.limits import ORIGINS, Limits
from summitry.report.language import Language
from summitry.report.text import BOLD, Page
from summitry.report.words import word

_DEFAULTS = Limits()


def limit_default(name: str) -> float:
    """Return the value of a limit where the event sets none."""
    value: float = getattr(_DEFAULTS, name)
    return value


def rule_text(rule: Rule, language: Language, page: Page) -> str:
    """Return everything there is to say about one rule."""
    text = language.gettext
    lines = [
        "",
        f"{page.painted(rule.code, BOLD)}  {text(rule.title)}",
        "",
        *page.paragraph(_traits(rule, language)),
        *page.heading(text(Text("Why it matters"))),
        *page.paragraph(text(rule.why)),
        *page.heading(text(Text("What it says"))),
    ]
    for case, sentence in rule.cases.items():
        told = f"{case}: {text(sentence)}" if case else text(sentence)
        lines += page.paragraph(told, "- ", "  ")
    lines += [*page.heading(text(Text("What mends it"))), *page.paragraph(text(rule.remedy))]
    lines += [*page.heading(text(Text("Source"))), *page.paragraph(text(rule.source))]
    lines += page.heading(text(Text("What it reads")))
    lines += page.paragraph(", ".join(_table(name, language) for name in rule.reads))
    if rule.attests:
        attested = ", ".join(word(kind, language) for kind in rule.attests)
        lines += page.paragraph(text(Text("Attestations: {kinds}")).format(kinds=attested))
    if rule.limits:
        lines += page.heading(text(Text("Limits")))
        for name in rule.limits:
            lines += page.paragraph(_limit(name, language), "- ", "  ")
    return "\n".join(lines) + "\n"


def _traits(rule: Rule, language: Language) -> str:
    text = language.gettext
    told = (
        text(Text("Severity: {value}")).format(value=word(rule.severity, language)),
        text(Text("Field: {value}")).format(value=word(rule.field, language)),
        text(Text("Due from: {value}")).format(value=language.isolated(rule.phase)),
        text(Text("Looks at: {value}")).format(value=word(rule.scope, language)),
    )
    return " · ".join(told)


def _table(name: str, language: Language) -> str:
    declared = TABLES.get(name) or SIDE_TABLES.get(name)
    label = name if declared is None else language.gettext(declared.label)
    return f"{label} ({language.isolated(name)})"


def _limit(name: str, language: Language) -> str:
    text, origin = language.gettext, ORIGINS[name]
    mark = Text("source checked") if origin.verified else Text("source NOT checked")
    told = text(Text("{what}: {value} unless the event sets {name}")).format(
        what=text(origin.what),
        value=f"{limit_default(name):g}",
        name=language.isolated(name),
    )
    return f"{told} · {text(mark)} · {text(origin.source)}"


def rules_list(rules: tuple[Rule, ...], language: Language, page: Page) -> str:
    """Return one line for each rule, broken where the terminal is narrow."""
    lines: list[str] = []
    for rule in rules:
        head = f"{rule.code:<6}{language.gettext(rule.title)}"
        told = (word(rule.severity, language), word(rule.field, language), rule.phase)
        lines += page.paragraph(f"{head} · {' · '.join(told)}", "", " " * 6)
    return "\n".join(lines) + "\n"


def rules_json(rules: tuple[Rule, ...], language: Language) -> bytes:
    """Return the rules as JSON, sentences in the reader's language, placeholders as they are."""
    return (
        msgspec.json.format(
            msgspec.json.encode({"rules": [_rule_data(rule, language) for rule in rules]}), indent=1
        )
        + b"\n"
    )


def _rule_data(rule: Rule, language: Language) -> dict[str, object]:
    text = language.gettext
    return {
        "code": rule.code,
        "title": text(rule.title),
        "why": text(rule.why),
        "cases": {case: text(sentence) for case, sentence in rule.cases.items()},
        "remedy": text(rule.remedy),
        "source": text(rule.source),
        "field": rule.field,
        "severity": rule.severity,
        "phase": rule.phase,
        "scope": rule.scope,
        "reads": rule.reads,
        "attests": rule.attests,
        "on_people": rule.on_people,
        "limits": [
            {
                "name": name,
                "what": text(ORIGINS[name].what),
                "default": limit_default(name),
                "source": text(ORIGINS[name].source),
                "verified": ORIGINS[name].verified,
            }
            for name in rule.limits
        ],
    }
