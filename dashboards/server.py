"""The pages on this machine's own address: the very bytes of the site, for the browsers of this machine alone."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from fastapi import FastAPI, Request, Response

from dashboards.published import open_published
from dashboards.study_names import read_study_names
from dashboards.study_site import HOME, render_site
from dashboards.wording import Words
from tasks.errors import MiroirError
from tasks.messages import Language

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer. Interviews are not kept on the disk of the browser."""

_OURS = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)
"""Names by which a browser of this machine may ask: any other means that a page from outside is behind it."""
_HTML = "text/html; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"
_TYPES = {".html": _HTML, ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_METHODS = ("GET", "HEAD")

Answer = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class _Page:
    """A file of the site."""

    content: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class _Site:
    """The site of one state of the published file."""

    state: tuple[int, int, int]
    language: Language
    pages: Mapping[str, _Page]


class SiteCache:
    """The site of a published file, built anew when the file is another one."""

    def __init__(self, published: Path) -> None:
        self._published = published
        self._lock = threading.Lock()
        self._site: _Site | None = None

    @property
    def language(self) -> Language:
        """The study's, as last read."""
        return self._site.language if self._site else "fr"

    def pages(self) -> Mapping[str, _Page]:
        """Every file of the site by its name; raises StoreDamaged, FileNotFoundError where the file is none."""
        with self._lock:
            found = self._published.stat()
            state = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._site is None or self._site.state != state:
                self._site = self._build(state)
            return self._site.pages

    def _build(self, state: tuple[int, int, int]) -> _Site:
        with open_published(self._published) as opened:
            language = read_study_names(opened).language
            pages = {name: _Page(content, _etag(content)) for name, content in render_site(opened)}
        return _Site(state, language, pages)


def create_app(published: Path) -> FastAPI:
    """The application that serves the pages of ``published``; ``state.site`` is its ``SiteCache``.

    It answers GET and HEAD of browsers of this machine. A file that cannot be read is answered with 503 and a
    sentence, and with its pages again once it can.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    site = SiteCache(published)
    app.state.site = site

    @app.middleware("http")
    async def guard(request: Request, answer: Answer) -> Response:
        refused = _refusal(request)
        response = refused if refused is not None else await answer(request)
        response.headers.update(SECURITY_HEADERS)
        return response

    @app.api_route("/{name:path}", methods=list(_METHODS))
    def show(request: Request, name: str) -> Response:
        return _show(site, request, name)

    return app


def _refusal(request: Request) -> Response | None:
    hosts = request.headers.getlist("host")
    if len(hosts) != 1 or not _OURS.fullmatch(hosts[0]):
        return Response("This address answers browsers of this machine only.\n", 400, media_type=_PLAIN)
    if request.method not in _METHODS:
        return Response("Pages can be read, nothing else.\n", 405, {"Allow": ", ".join(_METHODS)}, _PLAIN)
    return None


def _show(site: SiteCache, request: Request, name: str) -> Response:
    try:
        pages = site.pages()
    except (MiroirError, OSError):
        return _say(site.language, "served_unreadable", 503, is_head=request.method == "HEAD")
    except Exception as error:  # noqa: BLE001 - the last door: told by its kind alone, its words may quote an interview
        kind = type(error).__name__
        return _say(site.language, "served_fault", 500, is_head=request.method == "HEAD", kind=kind)
    if f"{name}/{HOME}" in pages:
        return Response(status_code=308, headers={"Location": f"/{name}/"})
    page = pages.get(name + HOME if not name or name.endswith("/") else name)
    if page is None:
        return _say(site.language, "served_missing", 404, is_head=request.method == "HEAD")
    headers = {"ETag": page.etag}
    if page.etag in _asked_etags(request):
        return Response(status_code=304, headers=headers)
    media_type = _TYPES.get(PurePosixPath(name or HOME).suffix or ".html", "application/octet-stream")
    return _answer(page.content, 200, media_type, headers, is_head=request.method == "HEAD")


def _asked_etags(request: Request) -> set[str]:
    """Versions that the browser has."""
    listed = ",".join(request.headers.getlist("if-none-match")).split(",")
    return {tag.strip().removeprefix("W/") for tag in listed}


def _answer(content: bytes, code: int, media_type: str, headers: Mapping[str, str], *, is_head: bool) -> Response:
    told = {**headers, "Content-Length": str(len(content)), "Content-Type": media_type}
    return Response(b"" if is_head else content, code, told)


def _say(language: Language, message: str, code: int, *, is_head: bool, **details: str) -> Response:
    """A page of one sentence."""
    words = Words(language)
    said, home = escape(words(message, **details)), escape(words("served_home"))
    page = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{code} – Miroir</title>\n<link rel="icon" href="data:,">\n</head>\n'
        '<body style="font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">\n'
        f'<h1>{said}</h1>\n<p><a href="/">{home}</a></p>\n</body>\n</html>\n'
    )
    return _answer(page.encode(), code, _HTML, {}, is_head=is_head)


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
