"""What every AnswerCache does."""

from aftersales.language.gate import AnswerCache


def answers_are_remembered_by_workspace(cache: AnswerCache) -> None:
    """What one workspace paid for, another does not get; unknown questions are left out; a later answer replaces."""
    cache.put_many("w", {"mood en 1": '{"a":1}', "mood en 2": '{"a":2}'})
    cache.put_many("w", {"mood en 1": '{"a":3}'})
    assert cache.get_many("w", ["mood en 1", "mood en 2", "mood en 3"]) == {
        "mood en 1": '{"a":3}',
        "mood en 2": '{"a":2}',
    }
    assert cache.get_many("other", ["mood en 1"]) == {}
    assert cache.get_many("w", []) == {}
