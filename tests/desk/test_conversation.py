"""The conversation: every text once, as written, with the words that its labels rest on."""

from hypothesis import given
from hypothesis import strategies as st

from aftersales.cases.dossier import Dossier
from aftersales.desk.conversation import conversation, passages
from aftersales.records.cause import Cause
from aftersales.records.understanding import CauseLabel
from tests.cases import building as make

_LABELS = st.lists(
    st.builds(
        CauseLabel,
        cause=st.sampled_from(list(Cause)),
        confidence=st.just(0.5),
        start=st.none() | st.integers(-5, 60),
        end=st.none() | st.integers(-5, 60),
    ),
    max_size=5,
)


@given(st.text(max_size=50), _LABELS)
def test_marking_evidence_never_changes_the_words(text: str, labels: list[CauseLabel]) -> None:
    """Whatever offsets an engine gives, the passages together are the text."""
    assert "".join(passage.text for passage in passages(text, labels)) == text


def test_evidence_is_marked_with_its_cause() -> None:
    """The words from start to end carry the label; overlapping evidence gives way to the earlier one."""
    labels = [
        CauseLabel(cause=Cause.QUALITY, confidence=0.5, start=4, end=9),
        CauseLabel(cause=Cause.SIZE_FIT, confidence=0.9, start=7, end=11),
    ]
    cut = passages("The seam broke", labels)
    assert [(passage.text, passage.cause) for passage in cut] == [
        ("The ", None),
        ("seam ", Cause.QUALITY),
        ("broke", None),
    ]


def test_messages_reviews_and_return_comments_are_one_conversation() -> None:
    """Everything that was said stands in the order in which it was said."""
    back = make.back(3).having(lines=(make.back(3).lines[0].having(comment="Too tight"),))
    dossier = Dossier(
        workspace="w",
        home="h",
        messages=(make.message(5),),
        reviews=(make.review(11, 2),),
        returns=(back, make.back(4)),
    )
    assert [turn.form for turn in conversation(dossier)] == ["return", "message", "review"]
