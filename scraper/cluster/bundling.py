"""What is due goes out in bundles, one a task: a crawl, a seed and a result cost the same for one source and many."""

from collections.abc import Callable, Collection, Iterator, Sequence

from scraper.harvest.due import Due

MOST = 16
"""Hosts of a task at most: as many requests a second, with a delay of a second, as a processor reads pages."""


def size_of(slots: int) -> int:
    """Give how many hosts a task has where the smallest worker is at so many: it is at two tasks at least."""
    return max(1, min(MOST, slots // 2))


def bundles(
    due: Sequence[Due],
    host_of: Callable[[str], str],
    size: int,
    alone: Collection[str] = (),
    *,
    only_full: bool = False,
) -> Iterator[list[Due]]:
    """Give what is due in bundles of so many hosts, the most urgent first; each host is in one of them.

    ``alone`` are sources that get a task for themselves; the others of their host wait for the end of that. With
    ``only_full`` the rest, which makes no whole bundle, is left out.
    """
    at_host: dict[str, list[Due]] = {}
    for one in due:
        at_host.setdefault(host_of(one.name), []).append(one)
    bundle: list[list[Due]] = []
    for found in at_host.values():
        if single := [one for one in found if one.name in alone][:1]:
            yield single
            continue
        bundle.append(found)
        if len(bundle) == size:
            yield [one for some in bundle for one in some]
            bundle = []
    if bundle and not only_full:
        yield [one for some in bundle for one in some]
