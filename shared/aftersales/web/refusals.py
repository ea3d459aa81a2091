"""Why something was refused, in words that say what to do next; reasons without words here get a general sentence."""

from collections.abc import Mapping
from gettext import NullTranslations
from types import MappingProxyType

from aftersales.web.words import N_

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "no_translation": N_(
            "Nothing here can translate this text. Write the translation yourself; it is remembered."
        ),
        "report_unknown": N_("Choose a report."),
        "report_needs_subject": N_("Name the product (SKU) or the supplier that the report is about."),
        "zone_unknown": N_("The time zone is not known. Write it as Asia/Shanghai or Europe/Berlin."),
        "time_unknown": N_("The hour or the day was not understood."),
        "no_such_period": N_(
            "There is no such period. Write it as 2026-11-20, 2026-W47, 2026-11 or 2026-Q4."
        ),
        "suppliers_unclear": N_(
            "One supplier a line: its name, a colon, and its SKUs with commas between them."
        ),
        "unknown_subscription": N_("There is no such subscription any more."),
        "link_changed": N_("The link is not complete. Copy the whole of it from the mail."),
        "token_needs_name": N_("A token needs a name, so that you know later which one to take back."),
        "token_needs_scope": N_("Choose what the token may read."),
        "too_many_tokens": N_("There are fifty tokens already. Revoke those that nobody uses."),
        "unknown_token": N_("There is no such token."),
        "alert_is_over": N_("This alert is over: somebody has closed it, or its figure was back."),
        "no_such_snooze": N_("An alert can be put off for 1 to 90 days."),
        "too_many_rules": N_("A workspace has at most 50 rules of its own."),
        "no_such_rule": N_("A number in this rule was not understood."),
        "language_unknown": N_("The language is not known."),
        "unknown_text": N_("There is no such text in this conversation."),
        "translation_missing": N_("The translation is empty."),
        "translation_too_long": N_("The translation is too long."),
        "reply_empty": N_("The answer is empty."),
        "reply_too_long": N_("The answer is too long: 8,000 characters at most."),
        "reply_language_missing": N_("Choose the language of the customer."),
        "reply_changed": N_(
            "Somebody else has changed this answer since you opened it. Go back, reload, and look again."
        ),
        "reply_moved_on": N_("This answer is no longer open: it was sent or discarded."),
        "platform_has_no_reply": N_("This platform offers no way to answer from here."),
        "no_mail_connection": N_("No mailbox of this store is connected."),
        "channel_forbids": N_("Buyers of this marketplace may be written to through its own channel only."),
        "no_address": N_("No address of the customer is known."),
        "term_missing": N_("A term needs both of its words."),
        "term_too_long": N_("A term has at most 200 characters."),
        "same_language": N_("Choose two different languages."),
        "too_many_terms": N_("The termbase holds at most 2,000 terms."),
        "table_too_large": N_("The table is too large: half a million characters at most."),
        "table_without_head": N_("The first line has to name the columns, as the downloaded table does."),
        "template_title_missing": N_("An answer needs a title."),
        "template_empty": N_("An answer needs a text in one language at least."),
        "template_too_long": N_("A text has at most 8,000 characters."),
        "leaf_branch_unknown": N_("Choose a branch of the tree."),
        "leaf_name_missing": N_("A cause needs a Chinese name, and an English one with some Latin letters."),
        "leaf_exists": N_("A cause of that English name is there already."),
        "leaf_unknown": N_("There is no such cause."),
        "leaf_becomes_unknown": N_("Choose a living cause that takes its place."),
        "tree_too_large": N_("The tree is too large: at most 60 own causes, with fewer or shorter examples."),
    }
)


def refusal(reason: str, texts: NullTranslations) -> str:
    """Return the sentence for a reason; empty if it has none of its own."""
    known = REFUSALS.get(reason)
    return texts.gettext(known) if known else ""
