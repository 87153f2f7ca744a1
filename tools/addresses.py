"""The addresses of the program, read out of its URL configuration."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def routes(urlconf: str) -> Iterator[tuple[str, str]]:
    """Every name with its route: ("people:organisation", "people/organisations/<slug:key>/")."""

    def below(patterns: Any, before: str, space: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                names = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from below(pattern.url_patterns, route, names)
            elif isinstance(pattern, URLPattern):
                yield f"{space}{pattern.name}", route

    return below(get_resolver(urlconf).url_patterns, "", "")
