"""One word of a CHAT main line: fillers, fragments, pauses, letters not pronounced, compounds, signs of prosody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.ingestion.events import find_events, is_hesitation


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_USUAL_CHARACTERS = 40
_PLAIN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*['’]?[.,;?!…]*")
_UNHEARD = re.compile(r"(?:xxx?|yyy?)(?:@\S*)?([.,?!…]*)")
_UNTRANSCRIBED = re.compile(r"www([.,?!…]*)")
_PAUSE = re.compile(r"\((\.{1,3})\)|#{1,3}")
_TIMED_PAUSE = re.compile(r"\((?:(\d{1,3}):)?(\d{1,4})(?:[.,](\d{0,3}))?\)|#(\d{1,3})_(\d{1,3})")
_SOUND = re.compile(r"&(?:=|\{[ln]=)(.*?)([.,;?!…]*)", re.DOTALL)
_SOUND_ENDS = re.compile(r"&\}[ln]=.*")
_PUT_IN = re.compile(r"&\*([^:&]{1,40}):(.+)", re.DOTALL)
_AMPERSAND = re.compile(r"&([-+~]?)([^\W\d_].*?)([.,;?!…]*)", re.DOTALL)
_OMITTED = re.compile(r"\(([\w'’]+)\)|0([^\W\d_][\w'’]*)")
_OMISSIONS = _words(
    "il ils elle elles on je j' j tu t' t ne n' n me m' m te se s' s le la les l' l de d' d du des que qu' qu qui y en "
    "à au aux et est a ce c' c ça un une"
)
"""Words that French leaves out in talking; another one in brackets may be something said aside."""
_INTERJECTIONS = _words(
    "ah eh oh ben bah hein bon hé hop hou aïe mhm mm uh um ouais ok aha oups beurk chut tiens na zut"
)
_LETTERS = re.compile(r"(?<=[^\W\d_])\(([\w'’]+)\)|\(([\w'’]+)\)(?=[^\W\d_])")
_SUFFIX = re.compile(r"(?<=[^\W_])@[a-z]{1,3}(?:[:$][\w:&+-]*)?(?=[.,;?!…)»\"]*$|[+_])")
_PART_OF_SPEECH = re.compile(r"(?<=[^\W\d_])\$[a-z]+(?::[a-z]+)*(?=$|[.,;?!…])")
_LENGTHENED = re.compile(r"(?<=[^\W\d_]):+(?=[^\W\d_])|(?<=[^\W\d_])::+(?=$|[^\w/])")
_PROSODY = re.compile(r"[↑↓⇗↗→↘⇘∞≈≋≡∙⌈⌉⌊⌋∆∇▁▔☺∬Ϋ∮⁎↻⤇⤆≠ˈˌ‹›〔〕]|(?<=[⌈⌉⌊⌋])[₂-₉]")
_BLOCKED = re.compile(r"(?:(?<=^)|(?<=\w))\^(?=\w)")
_STUTTER = re.compile(r"↫[^↫]*↫")
_COMMAS = str.maketrans({"„": ",", "‡": ","})
_HYPHENATED = re.compile(
    r"""
    \b(?:est\+ce|peut\+être|vis\+à\+vis|c['’]est\+à\+dire|après\+midi|week\+end|rendez\+vous|vas\+y|
        (?:au|par|là|ci)\+(?:dessus|dessous|delà|devant|dedans|dehors|bas|haut|contre|derrière)|
        \w+\+(?:là|ci)|(?:moi|toi|lui|elle|soi|nous|vous|eux|elles)\+mêmes?|
        (?:demi|grand|grands|petits)\+(?:heures?|journées?|frères?|pères?|mères?|parents|enfants)|
        \w+\+t\+(?:il|elle|on|ils|elles))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COMPOUND = re.compile(r"(?<=[^\W_]|['’])\+(?=[^\W_])")
_JOINED = re.compile(r"(?<=[^\W_])_(?=[^\W_])")


@dataclass(frozen=True, slots=True)
class SaidWord:
    """What a word of a main line comes to."""

    text: str = ""
    """As it stands in the talk; after the event, where there is one."""
    sound: str = ""
    """What is heard or seen, as the transcriber calls it."""
    unsaid: str = ""
    """A word that the transcriber supplied."""
    other: tuple[str, str] | None = None
    """(code, words) of another speaker who puts a word in."""


def said_word(written: str) -> SaidWord:
    """Give what a word of a main line says, by the table of `tasks.ingestion.formats.chat_words`."""
    return _seen_before(written) if len(written) <= _USUAL_CHARACTERS else _read_word(written)


@lru_cache(maxsize=8192)
def _seen_before(written: str) -> SaidWord:
    return _read_word(written)


def _read_word(written: str) -> SaidWord:
    if _PLAIN.fullmatch(written) and written[0] not in "xyw":
        return SaidWord(written)
    if unheard := _UNHEARD.fullmatch(written):
        return SaidWord("(inaudible)" + unheard[1])
    if untranscribed := _UNTRANSCRIBED.fullmatch(written):
        return SaidWord("((non transcrit))" + untranscribed[1])
    if _PAUSE.fullmatch(written):
        return SaidWord("(silence)" if written in ("(...)", "###") else "(pause)")
    if timed := _TIMED_PAUSE.fullmatch(written):
        return SaidWord(_timed_silence(timed))
    if written.startswith("&") and len(written) > 1:
        return _ampersand(written)
    if omitted := _OMITTED.fullmatch(written):
        word = omitted[1] or omitted[2]
        if omitted[2] or word.casefold().replace("’", "'") in _OMISSIONS:
            return SaidWord(unsaid=word)
    return SaidWord(_plain_form(written))


def _timed_silence(timed: re.Match[str]) -> str:
    minutes, seconds, part, old_seconds, old_part = timed.groups()
    if old_seconds is not None:
        seconds, part = old_seconds, old_part
    total = 60 * int(minutes or 0) + int(seconds)
    fraction = (part or "").rstrip("0")
    return f"(silence {total},{fraction} s)" if fraction else f"(silence {total} s)"


def _ampersand(written: str) -> SaidWord:
    if sound := _SOUND.fullmatch(written):
        return SaidWord(sound[2], sound=sound[1])
    if _SOUND_ENDS.fullmatch(written):
        return SaidWord()
    if put_in := _PUT_IN.fullmatch(written):
        return SaidWord(other=(put_in[1], _plain_form(put_in[2])))
    found = _AMPERSAND.fullmatch(written)
    if found is None:
        return SaidWord(written)
    sign, form, stop = found.groups()
    word = _plain_form(form)
    whole = sign in ("-", "~") or (not sign and (is_hesitation(word) or word.casefold() in _INTERJECTIONS))
    return SaidWord((word if whole else word.rstrip("-") + "-") + stop)


def _plain_form(written: str) -> str:
    form = _PROSODY.sub("", _STUTTER.sub("", written)).translate(_COMMAS)
    form = _PART_OF_SPEECH.sub("", _SUFFIX.sub("", form))
    form = _LETTERS.sub(_pronounced, _BLOCKED.sub("", _LENGTHENED.sub("", form)))
    form = _HYPHENATED.sub(lambda found: found.group().replace("+", "-"), form)
    return _JOINED.sub(" ", _COMPOUND.sub(" ", form))


def _pronounced(found: re.Match[str]) -> str:
    """Letters that were swallowed belong to the word; ``mot(rires)`` is an event."""
    written = found.group()
    return written if find_events(written) else found[1] or found[2]
