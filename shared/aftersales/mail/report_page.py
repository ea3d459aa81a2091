"""A report as a page of its own: one file, no script, pictures inside, readable on a phone, in the dark and on paper."""

from base64 import b64encode
from hashlib import sha256

from aftersales.mail.report_charts import pictures
from aftersales.mail.report_sections import values
from aftersales.mail.report_view import Speaker, changes
from aftersales.mail.words import pages, styles, words
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.reports.shape import Report


def page(report: Report, language: str, *, console: str, link: str) -> str:
    """Write the page. `link` is the report's own address, to which the other language and the files are added."""
    speaker = Speaker(report, language, console)
    drawn = pictures(report, language)
    other = "en" if language == "zh" else "zh"
    text: str = (
        pages()
        .get_template("page.html")
        .render(
            report=report,
            s=speaker,
            t=words(language),
            lang="zh-Hans" if language == "zh" else "en",
            other_lang="en" if language == "zh" else "zh-Hans",
            styles=styles(),
            policy=policy(),
            links={
                "other": f"{link}?lang={other}",
                "csv": f"{link}?lang={language}&file=csv",
                "xlsx": f"{link}?lang={language}&file=xlsx",
            },
            changes=changes(speaker),
            sections=[
                {"id": f"s{place}", "picture": drawn.get(place), **values(speaker, section)}
                for place, section in enumerate(report.sections)
            ],
            contracts=[
                CONTRACTS[name] for name in dict.fromkeys(line.figure.metric for line in report.lines)
            ],
        )
    )
    return text


def policy() -> str:
    """Return what a report's page may load and run: its own style sheet and the pictures inside, nothing else."""
    digest = b64encode(sha256(styles().encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
