"""Addresses of the people's half of language: translations, answers, labels, words."""

from aftersales.accounts.access import AGENTS, COMMENTERS, MANAGERS, READERS, SPENDERS, TRANSLATORS
from aftersales.desk.reply_steps import Step
from aftersales.web.pages import answers, labelling, own_causes, replies, terms, texts
from aftersales.web.routing import Route

_REPLY = "/cases/{home}/{number}/reply"

LANGUAGE_ROUTES: tuple[Route, ...] = (
    Route("POST", "/dossiers/{home}/translate", SPENDERS, texts.translate),
    Route("POST", "/dossiers/{home}/closely", SPENDERS, texts.closely),
    Route("POST", "/dossiers/{home}/correct", COMMENTERS, texts.correct),
    Route("POST", _REPLY, COMMENTERS, replies.writing),
    Route("POST", f"{_REPLY}/translate", SPENDERS, replies.translating),
    Route("POST", f"{_REPLY}/mend", COMMENTERS, replies.mending),
    Route("POST", f"{_REPLY}/submit", COMMENTERS, replies.taking(Step.SUBMIT)),
    Route("POST", f"{_REPLY}/approve", TRANSLATORS, replies.taking(Step.APPROVE)),
    Route("POST", f"{_REPLY}/send", AGENTS, replies.taking(Step.SEND)),
    Route("POST", f"{_REPLY}/copied", AGENTS, replies.taking(Step.COPIED)),
    Route("POST", f"{_REPLY}/withdraw", COMMENTERS, replies.taking(Step.WITHDRAW)),
    Route("GET", "/review", READERS, labelling.page),
    Route("POST", "/review/label", COMMENTERS, labelling.label),
    Route("POST", "/review/undo", COMMENTERS, labelling.undo),
    Route("GET", "/words", READERS, terms.page),
    Route("GET", "/words/terms.csv", COMMENTERS, terms.export),
    Route("POST", "/words/terms", COMMENTERS, terms.save),
    Route("POST", "/words/terms/delete", COMMENTERS, terms.delete),
    Route("POST", "/words/terms/import", COMMENTERS, terms.take_in),
    Route("GET", "/words/answers", READERS, answers.page),
    Route("POST", "/words/answers", COMMENTERS, answers.save),
    Route("POST", "/words/answers/delete", COMMENTERS, answers.delete),
    Route("GET", "/words/causes", READERS, own_causes.page),
    Route("POST", "/words/causes", MANAGERS, own_causes.add),
    Route("POST", "/words/causes/change", MANAGERS, own_causes.change),
    Route("POST", "/words/causes/retire", MANAGERS, own_causes.retire),
    Route("GET", "/words/languages", READERS, answers.languages),
    Route("POST", "/words/languages", MANAGERS, answers.save_languages),
)
