"""The watch over the logs finds what it is for."""

import logging

import pytest
from aws_lambda_powertools import Logger

from tests.architecture.canaries import LogWatch, canaries


@pytest.fixture
def word() -> str:
    """A customer's word of a sample."""
    return min(canaries())


def test_samples_have_words_to_watch_for() -> None:
    """The samples name people and quote them, so an empty watch list is a broken one."""
    assert len(canaries()) > 20


def test_a_word_in_a_message_is_found(log_watch: LogWatch, word: str) -> None:
    """A customer's word given to a logger as an argument is a leak, told by place and not by the word."""
    logging.getLogger("leaky").error("could not answer %s", word)
    [leak] = log_watch.leaks()
    assert leak.startswith("leaky:test_a_word_in_a_message_is_found")
    assert word not in leak


def test_a_word_in_a_field_is_found(log_watch: LogWatch, word: str) -> None:
    """A field beside the message is a leak too, also through the logger that the functions use."""
    Logger(service="leaky", level="INFO").info("stored", buyer=word)
    assert len(log_watch.leaks()) == 1


def test_a_word_in_an_exception_is_found(log_watch: LogWatch, word: str) -> None:
    """A logged exception that quotes a customer is a leak."""
    try:
        raise ValueError(word)
    except ValueError:
        logging.getLogger("leaky").exception("failed")
    assert len(log_watch.leaks()) == 1


def test_other_words_are_no_leak(log_watch: LogWatch) -> None:
    """Keys, counts and outcomes may be logged."""
    logging.getLogger("careful").error("stored %d of %s", 3, "order:store-1/450789469")
    assert log_watch.leaks() == []
