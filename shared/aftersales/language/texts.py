"""Where customers' words stand in a fact."""

from aftersales.language.port import Text
from aftersales.records.after_sales import Return, Review
from aftersales.records.fact import Fact
from aftersales.records.message import Author, Message


def text_of(fact: Fact) -> Text | None:
    """Return what a customer wrote in a fact; None if nothing. The body is the very string that pages show and cut."""
    record = fact.record
    if isinstance(record, Message) and record.author is Author.CUSTOMER:
        text = Text(record.text, record.subject, workspace=fact.workspace)
        return text if record.text.strip() else None
    if isinstance(record, Review):
        text = Text(record.text, record.title, record.stars, fact.workspace, is_review=True)
        return text if (record.text + record.title).strip() else None
    if isinstance(record, Return):
        comment = "\n".join(line.comment for line in record.lines if line.comment)
        return Text(comment, workspace=fact.workspace) if comment.strip() else None
    return None
