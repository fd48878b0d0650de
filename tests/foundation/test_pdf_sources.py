"""A document reads nothing but our own files, and sends nothing anywhere."""

import socket
import threading
from pathlib import Path

import pytest

from foundation import fonts
from foundation.pdf.fetching import ForbiddenSourceError, OwnFilesOnly
from foundation.pdf.press import EMPTY_FONT_CONFIGURATION, press
from foundation.pdf.render import print_html

PAGE = "<html lang=sv><title>T</title><p>Text <img alt=Bild src='{}'>"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.test/bild.png",
        "http://127.0.0.1:9/bild.png",
        "ftp://example.test/bild.png",
        "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
        "file:///etc/passwd",
        "file://server.test/share/bild.png",
        f"{fonts.FILES.as_uri()}/../../../../../../../../etc/passwd",
        f"{fonts.FILES.as_uri()}/%2e%2e/metadata.json",
    ],
)
def test_everything_else_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenSourceError):
        print_html(PAGE.format(address))


def test_no_connection_is_made() -> None:
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        port = server.getsockname()[1]
        with pytest.raises(ForbiddenSourceError):
            print_html(PAGE.format(f"http://127.0.0.1:{port}/bild.png"))
        try:
            server.accept()
            called.set()
        except TimeoutError:
            pass
    assert not called.is_set()


def test_our_own_files_are_read() -> None:
    source = fonts.FACES[0].source
    assert OwnFilesOnly().fetch(source.as_uri()).read() == source.read_bytes()


def test_a_link_out_of_the_folder_is_refused(
    tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    static = tmp_path / "static"
    static.mkdir()
    (tmp_path / "hemlig.txt").write_text("hemligt")
    (static / "bild.png").symlink_to(tmp_path / "hemlig.txt")
    settings.STATICFILES_DIRS = [static]  # type: ignore[attr-defined]
    with pytest.raises(ForbiddenSourceError):
        print_html(PAGE.format((static / "bild.png").as_uri()))


def test_after_a_refusal_the_press_still_prints() -> None:
    with pytest.raises(ForbiddenSourceError):
        print_html(PAGE.format("https://example.test/bild.png"))
    assert print_html("<html lang=sv><title>T</title><p>Text").startswith(b"%PDF-1.7")


def test_the_press_is_made_once() -> None:
    assert press() is press()


def test_no_folder_of_system_fonts_is_named() -> None:
    assert "<dir" not in EMPTY_FONT_CONFIGURATION.read_text()


def test_documents_from_several_threads_come_out_whole() -> None:
    markup = [f"<html lang=sv><title>T{n}</title><h1>Rubrik {n}</h1><p>Text {n}" for n in range(6)]
    alone = [print_html(each) for each in markup]
    together: dict[int, bytes] = {}

    def work(number: int) -> None:
        together[number] = print_html(markup[number])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[n] for n in range(6)] == alone
