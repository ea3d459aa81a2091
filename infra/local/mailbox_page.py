"""A page of the sent letters, for people: the list, each letter's HTML part, its text, its raw bytes."""

import base64
import html
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from infra.local.mailbox import Letter, Mailbox

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: .4rem .6rem; vertical-align: top; }
tr + tr td { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
iframe { width: 100%; height: 75vh; border: 1px solid color-mix(in srgb, currentColor 30%, transparent); background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
"""


class MailboxPage:
    """Serves the mailbox at `url` until closed."""

    def __init__(self, mailbox: Mailbox, port: int = 0) -> None:
        handler = type("Handler", (_Handler,), {"mailbox": mailbox})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, name="mailbox", daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    mailbox: Mailbox

    def do_GET(self) -> None:
        """Answer /, /<number>, /<number>/html, /<number>/raw."""
        number, _, form = self.path.strip("/").partition("/")
        if not number:
            self._answer(_list(self.mailbox.letters))
            return
        found = [letter for letter in self.mailbox.letters if str(letter.number) == number]
        if not found:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif form == "raw":
            self._answer(found[0].raw.decode(errors="replace"), "text/plain; charset=utf-8")
        elif form == "html":
            # A mail client runs no scripts either.
            self._answer(
                _with_pictures(found[0]),
                policy="default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'",
            )
        else:
            self._answer(_letter(found[0]))

    def _answer(self, content: str, kind: str = "text/html; charset=utf-8", policy: str = "") -> None:
        body = content.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def _with_pictures(letter: Letter) -> str:
    """Return the HTML part with its attached pictures (cid:) in place, as a mail client shows them."""
    content = letter.part("html")
    for part in letter.message.walk():
        name, picture = str(part.get("Content-ID", "")).strip("<> "), part.get_payload(decode=True)
        if name and isinstance(picture, bytes):
            data = base64.b64encode(picture).decode()
            content = content.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
    return content


def _page(title: str, body: str) -> str:
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(title)}</title><style>{STYLE}</style>{body}"


def _list(letters: list[Letter]) -> str:
    rows = "".join(
        f"<tr><td>{letter.number}<td>{html.escape(', '.join(letter.recipients))}"
        f"<td><a href=/{letter.number}>{html.escape(letter.subject) or '(no subject 无主题)'}</a>"
        for letter in reversed(letters)
    )
    head = "<h1>Sent mail · 已发邮件</h1><p>Nothing here left this machine. · 这些邮件没有离开本机。</p>"
    return _page(
        "Mailbox · 邮箱", f"{head}<table><tr><th>#<th>To · 收件人<th>Subject · 主题</tr>{rows}</table>"
    )


def _letter(letter: Letter) -> str:
    headers = "".join(
        f"<tr><th>{html.escape(name)}<td>{html.escape(str(value))}" for name, value in letter.message.items()
    )
    shown = f"<iframe sandbox src=/{letter.number}/html></iframe>" if letter.part("html") else ""
    text = (
        f"<h2>Text · 纯文本</h2><pre>{html.escape(letter.part('plain'))}</pre>"
        if letter.part("plain")
        else ""
    )
    back = f"<p><a href=/>← all · 全部</a> · <a href=/{letter.number}/raw>raw · 原文</a></p>"
    return _page(
        letter.subject, f"{back}<h1>{html.escape(letter.subject)}</h1><table>{headers}</table>{shown}{text}"
    )
