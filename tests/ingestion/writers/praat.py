"""TextGrids as Praat writes them: a tier a speaker, silence as empty intervals; long, short and chronological."""

from __future__ import annotations

from collections.abc import Sequence

from tests.ingestion.conversations import Said

Interval = tuple[float, float, str]
Point = tuple[float, str]
Tier = tuple[str, Sequence[Interval] | Sequence[Point]]


def tiers_of(conversation: Sequence[Said], *, seconds: float = 2.5) -> list[Tier]:
    """One tier for each speaker, in the order in which they first speak."""
    speakers = dict.fromkeys(speaker for speaker, _ in conversation)
    return [
        (
            name,
            [
                (place * seconds, (place + 1) * seconds, said if speaker == name else "")
                for place, (speaker, said) in enumerate(conversation)
            ],
        )
        for name in speakers
    ]


def write(conversation: Sequence[Said], *, form: str = "long", encoding: str = "utf-8") -> bytes:
    """Write a conversation."""
    return grid(tiers_of(conversation), form=form, encoding=encoding)


def grid(tiers: Sequence[Tier], *, form: str = "long", encoding: str = "utf-8") -> bytes:
    """Write tiers of intervals (start, end, text) or points (time, text)."""
    end = max((entry[-2] for _, entries in tiers for entry in entries), default=1.0)
    text = {"long": _long, "short": _short, "chronological": _chronological}[form](tiers, float(end))
    return text.encode(encoding)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _class(entries: Sequence[Interval] | Sequence[Point]) -> str:
    return "TextTier" if entries and len(entries[0]) == 2 else "IntervalTier"


def _long(tiers: Sequence[Tier], end: float) -> str:
    out = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0 ", f"xmax = {end} "]
    out += ["tiers? <exists> ", f"size = {len(tiers)} ", "item []: "]
    for place, (name, entries) in enumerate(tiers, start=1):
        points = _class(entries) == "TextTier"
        what = "points" if points else "intervals"
        out += [f"    item [{place}]:", f'        class = "{_class(entries)}" ', f"        name = {_quoted(name)} "]
        out += ["        xmin = 0 ", f"        xmax = {end} ", f"        {what}: size = {len(entries)} "]
        fields = ("number", "mark") if points else ("xmin", "xmax", "text")
        for at, entry in enumerate(entries, start=1):
            out.append(f"        {what} [{at}]:")
            values = [*map(str, entry[:-1]), _quoted(str(entry[-1]))]
            out += [f"            {field} = {value} " for field, value in zip(fields, values, strict=True)]
    return "\n".join([*out, ""])


def _short(tiers: Sequence[Tier], end: float) -> str:
    out = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "0", str(end), "<exists>", str(len(tiers))]
    for name, entries in tiers:
        out += [_quoted(_class(entries)), _quoted(name), "0", str(end), str(len(entries))]
        out += [line for entry in entries for line in (*map(str, entry[:-1]), _quoted(str(entry[-1])))]
    return "\n".join([*out, ""])


def _chronological(tiers: Sequence[Tier], end: float) -> str:
    out = [
        '"Praat chronological TextGrid text file"',
        f"0 {end}   ! Time domain.",
        f"{len(tiers)}   ! Number of tiers.",
    ]
    out += [f"{_quoted(_class(entries))} {_quoted(name)} 0 {end}" for name, entries in tiers]
    told = [(entry[0], place, name, entry) for place, (name, entries) in enumerate(tiers, 1) for entry in entries]
    for _, place, name, entry in sorted(told, key=lambda found: (found[0], found[1])):
        times = " ".join(map(str, entry[:-1]))
        out += ["", f"! {name}:", f"{place} {times}", _quoted(str(entry[-1]))]
    return "\n".join([*out, ""])
