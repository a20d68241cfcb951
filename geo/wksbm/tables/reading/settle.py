"""Compare the readings of a table; ask only where they give different figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from wksbm.errors import AtlasError
from wksbm.tables.model import Kind, LinkedTable, RawTable
from wksbm.tables.reading.answers import LAYOUT_KEYS, answer_words
from wksbm.tables.reading.model import Choice, Doubt
from wksbm.tables.reading.propose import Proposal, propose
from wksbm.tables.reading.question import Option, Question, QuestionError
from wksbm.tables.reading.report import Reading
from wksbm.tables.reading.vocabulary import Vocabulary

_WHATEVER_THE_FIGURES = frozenset({"satuan"})
"""Keys of which the same figures mean something else."""
Link = Callable[[Proposal], LinkedTable]


@dataclass(frozen=True)
class _Outcome:
    """An answer and what it gives; `table` is None where it cannot be used."""

    choice: Choice
    table: LinkedTable | None
    figures: pd.Series[float]


def settle(
    raw: RawTable,
    kinds: Sequence[Kind],
    vocabulary: Vocabulary,
    link: Link,
    describe: Callable[[str], str],
) -> LinkedTable:
    """
    Read a table in the way that is clearly best.

    Parameters
    ----------
    raw
        The table.
    kinds
        The kinds that are asked for.
    vocabulary
        Names of the boundary layer.
    link
        Links a proposal's rows to villages.
    describe
        Names a village for an example.

    Returns
    -------
    LinkedTable
        With its reading.

    Raises
    ------
    QuestionError
        If answers to a doubt give different figures.
    InputError
        If no reading is possible.
    """
    if not raw.informed and raw.reread is not None:
        raw = replace(raw.reread(raw.answers, vocabulary), reread=raw.reread)
    if "attributes" in kinds:
        return _read(raw, propose(raw, kinds, vocabulary), link)
    raw = _without_dead_ends(raw, kinds, vocabulary)
    proposal = propose(raw, kinds, vocabulary)
    questions = []
    for doubt in (*raw.doubts, *proposal.doubts):
        if doubt.key in raw.answers:
            continue
        outcomes = [
            _outcome(raw, doubt, choice, kinds, vocabulary, link) for choice in doubt.choices
        ]
        usable = [outcome for outcome in outcomes if outcome.table is not None]
        equal = all(_same(usable[0].figures, outcome.figures) for outcome in usable[1:])
        if len(usable) > 1 and (not equal or doubt.key in _WHATEVER_THE_FIGURES):
            questions.append(_question(raw, doubt, usable, describe))
        elif usable and usable[0].choice is not doubt.choices[0]:
            raw = answered(raw, doubt.key, usable[0].choice.value, vocabulary)
            proposal = propose(raw, kinds, vocabulary)
    if questions:
        raise QuestionError(questions, {raw.name: _reading(raw, proposal)})
    return _read(raw, proposal, link)


def answered(raw: RawTable, key: str, value: str, vocabulary: Vocabulary) -> RawTable:
    """Return a table with one more answer; what concerns its layout is read again."""
    answers = {**raw.answers, key: value}
    if key in LAYOUT_KEYS and raw.reread is not None:
        return replace(raw.reread(answers, vocabulary), reread=raw.reread)
    return replace(raw, answers=answers)


def _read(raw: RawTable, proposal: Proposal, link: Link) -> LinkedTable:
    return replace(link(proposal), reading=_reading(raw, proposal))


def _reading(raw: RawTable, proposal: Proposal) -> Reading:
    return Reading(
        proposal.raw.layout,
        proposal.form,
        proposal.columns,
        proposal.unit,
        proposal.evidence,
        (*raw.checksums, *proposal.checksums),
        raw.answers,
    )


def _without_dead_ends(raw: RawTable, kinds: Sequence[Kind], vocabulary: Vocabulary) -> RawTable:
    """Take the first sheet that can be read, where the likeliest one cannot."""
    sheets = next((doubt for doubt in raw.doubts if doubt.key == "lembar"), None)
    if sheets is None or "lembar" in raw.answers:
        return raw
    try:
        propose(raw, kinds, vocabulary)
    except AtlasError:
        for choice in sheets.choices[1:]:
            other = answered(raw, "lembar", choice.value, vocabulary)
            try:
                propose(other, kinds, vocabulary)
            except AtlasError:
                continue
            rest = tuple(c for c in sheets.choices if c not in (sheets.choices[0], choice))
            doubts = (replace(sheets, choices=(choice, *rest)),) if rest else ()
            return replace(
                other, answers=raw.answers, doubts=(*doubts, *other.doubts), reread=raw.reread
            )
    return raw


def _outcome(
    raw: RawTable,
    doubt: Doubt,
    choice: Choice,
    kinds: Sequence[Kind],
    vocabulary: Vocabulary,
    link: Link,
) -> _Outcome:
    try:
        table = link(propose(answered(raw, doubt.key, choice.value, vocabulary), kinds, vocabulary))
    except AtlasError:
        return _Outcome(choice, None, pd.Series(dtype=float))
    return _Outcome(choice, table, table.village_figures())


def _same(one: pd.Series[float], other: pd.Series[float]) -> bool:
    villages = one.index.union(other.index)
    first, second = one.reindex(villages), other.reindex(villages)
    return bool((first.eq(second) | (first.isna() & second.isna())).all())


def _question(
    raw: RawTable, doubt: Doubt, outcomes: Sequence[_Outcome], describe: Callable[[str], str]
) -> Question:
    villages = outcomes[0].figures.index
    for outcome in outcomes[1:]:
        villages = villages.union(outcome.figures.index)
    frame = pd.concat([outcome.figures.reindex(villages) for outcome in outcomes], axis=1)
    differing = frame.nunique(axis=1, dropna=False) > 1
    example = str(villages[differing.to_numpy()][0]) if differing.any() else ""
    return Question(
        raw.name,
        doubt.key,
        doubt.what,
        tuple(
            Option(
                outcome.choice.value,
                outcome.choice.label,
                float(outcome.figures.sum()),
                int(outcome.figures.notna().sum()),
                _example(example, outcome.figures, describe),
                answer_words(raw.name, doubt.key, outcome.choice.value),
            )
            for outcome in outcomes
        ),
    )


def _example(
    kode: str, figures: Mapping[str, float] | pd.Series[float], describe: Callable[[str], str]
) -> str:
    if not kode:
        return ""
    value = figures.get(kode)
    return f"{describe(kode)}: {'–' if value is None or pd.isna(value) else f'{value:g}'}"
