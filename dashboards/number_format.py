"""Numbers and dates as the reader of the page writes them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from tasks.messages import Language

NONE = "–"
MINUS = "\N{MINUS SIGN}"
THIN = "\N{NARROW NO-BREAK SPACE}"
FIXED = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How one language writes numbers; what is missing is a dash."""

    language: Language

    def decimal(self, value: float | None, *, digits: int = 1, signed: bool = False) -> str:
        """``1 234,5`` in French, ``1,234.5`` in English."""
        if value is None or math.isnan(value):
            return NONE
        if math.isinf(value):
            return ("+" if signed and value > 0 else "" if value > 0 else MINUS) + "∞"
        text = f"{abs(value):,.{digits}f}"
        if self.language == "fr":
            text = text.translate({ord(","): THIN, ord("."): ","})
        rounds_to_zero = not any(figure in text for figure in "123456789")
        sign = "" if rounds_to_zero else MINUS if value < 0 else "+" if signed else ""
        return sign + text

    def whole(self, value: int | None) -> str:
        """``1 234``."""
        return self.decimal(value, digits=0)

    def percent(self, share: float | None, *, digits: int = 0) -> str:
        """``42 %`` of a share of one."""
        if share is None or math.isnan(share):
            return NONE
        return self.decimal(100 * share, digits=digits) + (FIXED + "%" if self.language == "fr" else "%")

    def points(self, difference: float | None) -> str:
        """A difference of shares in percentage points, signed and without unit: ``+57``."""
        return NONE if difference is None else self.decimal(100 * difference, digits=0, signed=True)

    def interval(self, low: float | None, high: float | None) -> str:
        """An interval of differences in percentage points: ``[−2 ; +81]``."""
        if low is None or high is None:
            return NONE
        gap = f"{FIXED};{FIXED}" if self.language == "fr" else f",{FIXED}"
        return f"[{self.points(low)}{gap}{self.points(high)}]"

    def probability(self, p: float | None) -> str:
        """``0,103``; ``< 0,001`` below a thousandth; never stars."""
        if p is not None and p < 0.001:
            return f"<{FIXED}" + self.decimal(0.001, digits=3)
        return self.decimal(p, digits=3)

    def floor(self, p: float | None) -> str:
        """A least attainable p with three figures that count, noughts behind them left out: ``0,000583``."""
        if p is None or p <= 0 or math.isnan(p):
            return NONE
        digits = max(3, 2 - math.floor(math.log10(p)))
        while digits > 3 and math.isclose(round(p, digits - 1), round(p, digits)):
            digits -= 1
        return self.decimal(p, digits=digits)

    def ratio(self, part: int, whole: int) -> str:
        """``5/7``; a dash where nobody was asked."""
        return f"{self.whole(part)}/{self.whole(whole)}" if whole else NONE

    def day(self, day: date | None) -> str:
        """``10/01/2026`` in French, ``2026-01-10`` in English."""
        if day is None:
            return NONE
        return day.strftime("%d/%m/%Y") if self.language == "fr" else day.isoformat()
