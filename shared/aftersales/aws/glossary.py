"""Terms, ready-made answers and labelled texts in the one table."""

from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

from aftersales.aws.keys import example_key, examples_key, template_key, term_key
from aftersales.aws.table import Table
from aftersales.language.examples import MOST
from aftersales.records.glossary import ReplyTemplate, Term
from aftersales.records.labelled import LabelledText
from aftersales.records.record import Record

R = TypeVar("R", bound=Record)


class DynamoGlossary:
    """Plays `GlossaryStore` and `ExampleStore`: one item each, with its JSON in `body`."""

    def __init__(self, table: Table) -> None:
        """Work on `table`."""
        self._table = table

    def terms(self, workspace: str) -> Sequence[Term]:
        """Query all of them."""
        return self._under(term_key(workspace, ""), Term)

    def save_terms(self, terms: Sequence[Term]) -> None:
        """Put them in batches."""
        self._table.put_many([_item(term_key(term.workspace, term.id), "term", term) for term in terms])

    def delete_term(self, workspace: str, term: str) -> None:
        """Delete one item."""
        self._table.delete(term_key(workspace, term))

    def templates(self, workspace: str) -> Sequence[ReplyTemplate]:
        """Query all of them."""
        found = self._under(template_key(workspace, ""), ReplyTemplate)
        return sorted(found, key=lambda template: (template.title.casefold(), template.id))

    def save_template(self, template: ReplyTemplate) -> None:
        """Put one item."""
        self._table.put(_item(template_key(template.workspace, template.id), "template", template))

    def delete_template(self, workspace: str, template: str) -> None:
        """Delete one item."""
        self._table.delete(template_key(workspace, template))

    def examples(self, workspace: str) -> Sequence[LabelledText]:
        """Query the newest."""
        items = self._table.under(examples_key(workspace), ScanIndexForward=False, Limit=MOST)
        return [LabelledText.model_validate_json(item["body"]["S"]) for item in islice(items, MOST)]

    def learn(self, example: LabelledText) -> None:
        """Put one item."""
        self._table.put(_item(example_key(example), "example", example))

    def forget(self, example: LabelledText) -> None:
        """Delete one item."""
        self._table.delete(example_key(example))

    def labelled(self, workspace: str) -> Sequence[LabelledText]:
        """Query all of them, also those that are too old to teach."""
        return self._under(examples_key(workspace), LabelledText)

    def forget_labelled(self, examples: Sequence[LabelledText]) -> None:
        """Delete an item each."""
        self._table.delete_many([example_key(example) for example in examples])

    def _under(self, key: dict[str, str], shape: type[R]) -> list[R]:
        return [shape.model_validate_json(item["body"]["S"]) for item in self._table.under(key)]


def _item(key: dict[str, str], kind: str, record: Record) -> dict[str, str | int]:
    return {**key, "kind": kind, "body": record.model_dump_json(exclude_none=True)}
