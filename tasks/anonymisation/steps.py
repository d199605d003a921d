"""Prefect tasks of the anonymisation. Each does its work on an order and gives the order's folder back."""

from __future__ import annotations

from prefect import task

from tasks.anonymisation import work
from tasks.shards import carry_out


@task
def name_identities(folder: str) -> str:
    """Give every person, place and organisation that the study knows what it is called from now on."""
    return carry_out(folder, work.name_identities)


@task
def find_identities(folder: str) -> str:
    """Find known names and identifying patterns in the original turns; masks of an earlier version stay."""
    return carry_out(folder, work.find_identities)


@task
def mask_interviews(folder: str) -> str:
    """Put pseudonyms and tags in the place of what identifies."""
    return carry_out(folder, work.mask_interviews)


@task
def check_leaks(folder: str) -> str:
    """Look in the masked turns for any identifying form that still stands, by another way than the finder's."""
    return carry_out(folder, work.check_leaks)


@task
def anchor_quotes(folder: str) -> str:
    """Find the words behind marks and goals in the original turns and tell their place in the masked ones."""
    return carry_out(folder, work.anchor_quotes)


@task
def check_release(folder: str) -> str:
    """Look for identifying forms in everything that is about to be published."""
    return carry_out(folder, work.check_release)
