"""What was newly written in a mail: without the quoted mail, the relay's frame and the signature.

Line by line and in linear time. Cutting too much loses a customer's words, so each rule needs a clear mark, and where nothing
would be left the text stays whole. (Libraries for this were measured: the usual one drops everything after "Thanks," and needs most
of a minute for a mail of 20,000 empty lines.)
"""

import re
from collections.abc import Sequence


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


# Programs that write a line above the mail they quote; it may be wrapped over up to three lines.
_OPENERS = re.compile(
    _any(
        r"(On|At|Am|Le|El|Il|Op|Em|W dniu|Den|På|Dne|Vào|Pada|Στις|În) ",
        r"\d",
        r"在|于|於|في |בתאריך |เมื่อ",
        r"(пн|вт|ср|чт|пт|сб|вс|нд|pon|wt|śr|czw|pt|sob|niedz)\.?,? ",
        r"(mån|tis|ons|tors|fre|lör|sön|man|tir|lør|søn)\w{0,4},? ",
    ),
    re.IGNORECASE,
)
_WROTE = re.compile(
    _any(
        r"(wrote|a écrit|escribió|ha scritto|escreveu|napisał\(?a?\)?|pisze|napsal\(a\))",
        r"(schrieb|schreef|skrev)(\s.{0,200})?",
        r"(написал\(?а?\)?|пишет|пише|yazdı|đã viết|menulis|έγραψε|a scris|írta|kirjoitti)",
        r"(写道|寫道|のメール|さんは書きました|작성|כתב/?ה?|كتب|เขียนว่า)",
    )
    + r"\s?[:：]$",
    re.IGNORECASE,
)
_BY_ADDRESS = re.compile(r"<[^<>\s@]{1,100}@[^<>\s@]{1,100}>[^<>]{0,60}[:：]$")
# Some programs begin with the name, or with a weekday in any language. Then the line is known by what it holds: an address, a day
# with its time, and a colon at the end. Its first line must hold one of the two: none of the customer's own is taken along.
_ADDRESS = re.compile(r"<[^<>\s@]{1,100}@[^<>\s@]{1,100}>")
_MOMENT = re.compile(r"(?=.{0,200}\b20\d\d\b)(?=.{0,200}\b\d{1,2}[:.]\d\d\b)")
_SEPARATOR = re.compile(
    r"[-_=*]{2,}\s*"
    + _any(
        r"original message|forwarded message",
        r"original-nachricht|ursprüngliche nachricht|weitergeleitete nachricht",
        r"message d'origine|message original|mensaje original|messaggio originale",
        r"oorspronkelijk bericht|ursprungligt meddelande",
        r"исходное сообщение|пересылаемое сообщение|özgün ileti|orijinal mesaj|oryginalna wiadomość|wiadomość oryginalna|thư gốc",
        r"原始邮件|原始郵件|原邮件|转发的邮件|元のメッセージ|원본 메시지|원본 메일|الرسالة الأصلية|הודעה מקורית",
    )
    + r"\s*[-_=*]{2,}$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"[*>\s]{0,4}"
    + _any(
        r"from|von|de|da|van|från|fra|od",
        r"差出人|送信者|发件人|寄件者|寄件人|보낸 ?사람",
        r"от|від|kimden|từ|feladó|من|מאת",
    )
    + r"\s?\*?\s?[:：]",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"[*>\s]{0,4}"
    + _any(
        r"sent|date|gesendet|datum|envoyé|enviado( el)?|fecha|inviato|data|verzonden|skickat|sendt",
        r"送信日時|日時|发送时间|发送日期|日期|寄件日期|傳送時間|时间|보낸 ?(날짜|시간)|날짜",
        r"отправлено|дата|надіслано|gönderildi|gönderme tarihi|tarih|wysłano|đã gửi",
        r"ngày|elküldve|تاريخ( الإرسال)?|تم الإرسال|נשלח|תאריך",
    )
    + r"\s?\*?\s?[:：]",
    re.IGNORECASE,
)
_RELAY_BEGIN = re.compile(
    r"-{4,}\s*" + _any("begin message", "beginn der nachricht", "début du message") + r"\s*-{4,}$",
    re.IGNORECASE,
)
_RELAY_END = re.compile(
    r"-{4,}\s*" + _any("end message", "ende der nachricht", "fin du message") + r"\s*-{4,}$", re.IGNORECASE
)
_PHONE = re.compile(
    _any(
        r"sent from (my |mail for |outlook|yahoo)|get outlook for",
        r"von meinem .{1,40} gesendet|gesendet (von|mit) ",
        r"envoyé (de|depuis) mon|enviado desde mi|inviato da(l mio)? |verzonden vanaf mijn|verstuurd vanaf mijn",
        r"enviado do meu|wysłane z |отправлено с |skickat från min|sendt fra min|lähetetty ",
        r".{1,30}'?[uı]mdan gönderildi|나의 .{1,20}에서 보냄",
        r"发自我的|來自我的|来自我的|從我的.{0,20}傳送|iphoneから送信",
    )
    + r".{0,60}$",
    re.IGNORECASE,
)
_LONGEST_LINE = 600
_NEAR = 5


def newly_written(text: str) -> str:
    """Return what the sender wrote anew; the whole text if nothing else can be told apart."""
    lines = [line.rstrip() for line in text.split("\n")]
    lines = _inside_relay(lines)
    kept = _without_signature(_without_quotes(lines))
    fresh = "\n".join(kept).strip()
    return _squeezed(fresh or "\n".join(lines).strip())


def _inside_relay(lines: Sequence[str]) -> list[str]:
    """Amazon frames the buyer's words between two marked lines; all around them is Amazon's."""
    begin = next((at for at, line in enumerate(lines) if _matches(_RELAY_BEGIN, line)), None)
    if begin is None:
        return list(lines)
    end = next((at for at in range(begin + 1, len(lines)) if _matches(_RELAY_END, lines[at])), len(lines))
    inside = list(lines[begin + 1 : end])
    return inside if any(line.strip() for line in inside) else list(lines)


def _without_quotes(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    at, begun = 0, False
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith(">"):
            at += 1
            continue
        span = _attribution(lines, at)
        if span:
            if not _quote_follows(lines, at + span):
                # A quote without marks: nobody can tell where it ends, so everything below is taken for it.
                return kept if begun else list(lines)
            at += span
            continue
        if _matches(_SEPARATOR, line) or _is_header_block(lines, at):
            return kept if begun else list(lines)
        begun = begun or bool(line)
        kept.append(lines[at])
        at += 1
    return kept


def _attribution(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on say who wrote what follows; 0 if they do not."""
    first = lines[at].strip()
    if not first or len(first) > _LONGEST_LINE:
        return 0
    is_opened = _OPENERS.match(first) is not None
    if not is_opened and not _ADDRESS.search(first) and not _MOMENT.match(first):
        return 0
    joined = ""
    for span in range(1, 4):
        if at + span > len(lines):
            return 0
        if not lines[at + span - 1].strip():
            return 0
        joined = f"{joined} {lines[at + span - 1].strip()}".strip().replace("< ", "<")[:_LONGEST_LINE]
        tail = joined[-300:]
        if is_opened and (_WROTE.search(tail) or _BY_ADDRESS.search(tail)):
            return span
        if tail.endswith((":", "：")) and _ADDRESS.search(tail) and _MOMENT.match(tail):
            return span
    return 0


def _quote_follows(lines: Sequence[str], at: int) -> bool:
    after = [line.strip() for line in lines[at : at + 3] if line.strip()]
    return bool(after) and after[0].startswith(">")


def _is_header_block(lines: Sequence[str], at: int) -> bool:
    """Outlook repeats the headers of the mail it quotes: a sender's line and, close below, a date's line."""
    if not _matches(_FROM, lines[at]):
        return False
    return any(_matches(_SENT, line) for line in lines[at + 1 : at + 1 + _NEAR])


def _without_signature(lines: Sequence[str]) -> list[str]:
    for at, line in enumerate(lines):
        # Two dashes and a space is the mark of a signature since Usenet; some programs drop the space.
        if at and line.strip() == "--" and any(one.strip() for one in lines[:at]):
            return _without_phone(lines[:at])
    return _without_phone(lines)


def _without_phone(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and (not kept[-1].strip() or _matches(_PHONE, kept[-1])):
        kept.pop()
    return kept


def _matches(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= _LONGEST_LINE and pattern.match(line.strip()) is not None


def _squeezed(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text)
