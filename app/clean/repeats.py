"""Paragraphs that a page gives twice: standfirsts, summaries, whole articles."""

from collections import Counter

from app.clean.article import MAX_TEXT
from app.clean.lines import count_words, folded


def without_repeats(lines: list[str]) -> list[str]:
    """Of two paragraphs that say the same, keep one: the longer where one holds the other, else the first.

    Of a text over MAX_TEXT, which is refused, only copies are taken out.
    """
    seen: set[str] = set()
    kept: list[tuple[str, str]] = []
    for line in lines:
        key = folded(line)
        if key in seen and count_words(line) >= 5:
            continue
        seen.add(key)
        kept.append((line, key))
    if sum(len(line) for line, _ in kept) > MAX_TEXT:
        return [line for line, _ in kept]
    everything = f" {' | '.join(key for _, key in kept)} "
    whole = [line for line, key in kept if count_words(line) < 8 or not _is_held_by_longer(key, everything)]
    return _without_standfirst(whole)


def _without_standfirst(lines: list[str]) -> list[str]:
    """Drop an opening paragraph that the next one or two open with again in nearly the same words."""
    for i, line in enumerate(lines[:3]):
        words = folded(line).split()
        for other in lines[i + 1 : i + 3]:
            if len(words) < 8 or count_words(other) <= 1.15 * len(words):
                continue
            opening = folded(other).split()[: len(words) + 2]
            enough = 0.85 * len(words)
            if sum(map(frozenset(opening).__contains__, words)) < enough:
                continue  # most paragraphs: not to be counted word by word
            if sum((Counter(words) & Counter(opening)).values()) >= enough:
                return lines[:i] + lines[i + 1 :]
    return lines


def _is_held_by_longer(key: str, everything: str) -> bool:
    """True when `key` stands inside a longer paragraph, with words beside it rather than paragraph marks."""
    at = everything.find(f" {key} ")
    while at >= 0:
        end = at + len(key) + 2
        if everything[max(at - 1, 0)] not in " |" or everything[end : end + 1] not in ("", "|"):
            return True
        at = everything.find(f" {key} ", at + 1)
    return False
