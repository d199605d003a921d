"""The pages on loopback: the bytes of the site, for this machine's browsers alone, as the published file stands."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from dashboards import server
from dashboards.published import open_published
from dashboards.server import create_app
from dashboards.study_site import render_site
from tests.dashboards.published_example import publish

HOME = "http://127.0.0.1:8765"
STUDY = [{"key": "name", "value": "Une étude"}, {"key": "language", "value": "fr"}]


@dataclass(frozen=True)
class Browser:
    """A browser of this machine, which follows no redirection."""

    app: FastAPI

    def request(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Ask for a path and wait for the answer."""

        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app)) as client:
                return await client.request(method, HOME + path, headers=headers)

        return asyncio.run(ask())

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """A page."""
        return self.request("GET", path, headers)

    def head(self, path: str) -> httpx.Response:
        """What would be told of a page."""
        return self.request("HEAD", path)


def browser_of(published: Path) -> Browser:
    """A browser of the pages of a published file."""
    return Browser(create_app(published))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of a study with a name and nothing else: its pages are built at once."""
    return publish(tmp_path_factory.mktemp("small") / "published.duckdb", {"study": STUDY})


@pytest.fixture(scope="module")
def browser(small: Path) -> Browser:
    """A browser of its pages."""
    return browser_of(small)


@pytest.fixture
def own(small: Path, tmp_path: Path) -> Path:
    """A copy of the published file that a test may change."""
    return Path(shutil.copy(small, tmp_path / "published.duckdb"))


def test_server_answers_with_the_bytes_of_the_site(small: Path, browser: Browser) -> None:
    with open_published(small) as opened:
        files = dict(render_site(opened))
    assert len(files) > 20
    for name, content in files.items():
        answer = browser.get(f"/{name}")
        assert (answer.status_code, answer.content) == (200, content), name
    assert browser.get("/").content == files["index.html"]
    assert browser.get("/en/").content == files["en/index.html"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/en/grid.html", "text/html; charset=utf-8"),
        ("/static/site.css", "text/css; charset=utf-8"),
        ("/static/site.js", "text/javascript; charset=utf-8"),
        ("/nothing.css", "text/html; charset=utf-8"),
    ],
)
def test_server_says_what_it_sends(path: str, kind: str, browser: Browser) -> None:
    assert browser.get(path).headers["content-type"] == kind


def test_server_folder_without_its_slash_is_sent_on(browser: Browser) -> None:
    answer = browser.get("/en")
    assert (answer.status_code, answer.headers["location"]) == (308, "/en/")


def test_server_head_tells_all_but_the_page(browser: Browser) -> None:
    head, got = browser.head("/grid.html"), browser.get("/grid.html")
    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers} == {**got.headers}
    assert head.headers["content-length"] == str(len(got.content))
    missing = browser.head("/nothing.html")
    assert (missing.status_code, missing.content) == (404, b"")


def test_server_sends_no_page_twice(browser: Browser) -> None:
    etag = browser.get("/grid.html").headers["etag"]
    for asked in (etag, f"W/{etag}", f'"other", {etag}'):
        again = browser.get("/grid.html", headers={"If-None-Match": asked})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert browser.get("/grid.html", headers={"If-None-Match": '"other"'}).status_code == 200
    assert browser.get("/index.html").headers["etag"] != etag


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/site.css", "/en"])
def test_server_guards_every_answer(path: str, browser: Browser) -> None:
    headers = browser.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self'; style-src 'self' 'unsafe-inline'; ")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert not {name for name in headers if name.startswith("access-control")}


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8765", "[::1]", "[::1]:80"])
def test_server_knows_the_names_of_this_machine(host: str, browser: Browser) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil@localhost", "192.168.1.2", "", "::1"],
)
def test_server_refuses_other_names(host: str, browser: Browser) -> None:
    answer = browser.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert b"Une" not in answer.content
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_server_takes_nothing_in(method: str, browser: Browser) -> None:
    answer = browser.request(method, "/")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    ["/docs", "/redoc", "/openapi.json", "/../published.duckdb", "/%2e%2e/published.duckdb", "//etc/passwd", "/en/x/"],
)
def test_server_has_the_pages_and_no_more(path: str, browser: Browser) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "Cette page n’existe pas." in answer.text
    assert '<html lang="fr">' in answer.text


def test_server_speaks_the_language_of_the_study(tmp_path: Path) -> None:
    rows = [{"key": "language", "value": "en"}]
    client = browser_of(publish(tmp_path / "p.duckdb", {"study": rows}))
    assert "There is no such page." in client.get("/nope").text
    assert '<html lang="en">' in client.get("/").text


def test_server_builds_once_for_one_file(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[bool] = []

    def counted(*given: object) -> Iterator[tuple[str, bytes]]:
        built.append(True)
        yield from render_site(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(server, "render_site", counted)
    client = browser_of(own)
    assert [client.get(path).status_code for path in ("/", "/grid.html", "/nope")] == [200, 200, 404]
    os.utime(own, ns=(1, 1))
    assert client.get("/").status_code == 200
    assert len(built) == 2


def test_server_shows_a_file_that_was_swapped(own: Path, tmp_path: Path) -> None:
    client = browser_of(own)
    before = client.get("/")
    assert "Une étude" in before.text
    other = publish(tmp_path / "aside.duckdb", {"study": [{"key": "name", "value": "Une autre"}, STUDY[1]]})
    other.replace(own)
    after = client.get("/", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "Une autre" in after.text


@pytest.mark.parametrize("damage", ["gone", "empty", "foreign", "a folder"])
def test_server_says_that_a_file_cannot_be_read_and_recovers(damage: str, own: Path, small: Path) -> None:
    client = browser_of(own)
    assert client.get("/").status_code == 200
    own.unlink()
    if damage == "a folder":
        own.mkdir()
    elif damage != "gone":
        own.write_bytes(b"" if damage == "empty" else b"not a database at all " * 500)
    answer = client.get("/grid.html")
    assert answer.status_code == 503
    assert "ne peut pas être lu" in answer.text
    assert not any(word in answer.text for word in ("Traceback", "duckdb", str(own.parent)))
    if damage == "a folder":
        own.rmdir()
    shutil.copy(small, own)
    assert client.get("/grid.html").status_code == 200


def test_server_tells_its_own_fault_by_its_kind_alone(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[tuple[str, bytes]]:
        raise KeyError("words of an interview")

    monkeypatch.setattr(server, "render_site", broken)
    client = browser_of(own)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "KeyError" in answer.text
    assert "words of an interview" not in answer.text
