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
        "time_unknown": N_("The hour or the day was not understood. Choose both from the lists."),
        "no_such_period": N_(
            "There is no such period. Write it as 2026-11-20, 2026-W47, 2026-11 or 2026-Q4."
        ),
        "suppliers_unclear": N_(
            "One supplier a line: its name, a colon, and its SKUs with commas between them."
        ),
        "unknown_subscription": N_(
            "There is no such subscription any more. Load the page again to see those that are left."
        ),
        "link_changed": N_("The link is not complete. Copy the whole of it from the mail."),
        "token_needs_name": N_("A token needs a name, so that you know later which one to take back."),
        "token_needs_scope": N_("Choose what the token may read."),
        "too_many_tokens": N_("There are fifty tokens already. Revoke those that nobody uses."),
        "unknown_token": N_(
            "There is no such token any more. Load the page again to see those that are left."
        ),
        "alert_is_over": N_(
            "This alert is over: somebody has closed it, or its figure was back. Load its page again; it can be opened anew there."
        ),
        "no_such_snooze": N_("An alert can be put off for 1 to 90 days. Write a whole number."),
        "too_many_rules": N_("A workspace has at most 50 rules of its own. Change one of them instead."),
        "no_such_rule": N_("A number in this rule was not understood. Write digits only, as 5 or 0.5."),
        "language_unknown": N_("The language is not known. Choose one from the list."),
        "unknown_text": N_("There is no such text in this conversation any more. Open the case again."),
        "translation_missing": N_("The translation is empty. Write it, then save it."),
        "translation_too_long": N_("The translation is too long. Shorten it, then save it."),
        "reply_empty": N_("The answer is empty. Write it first; nothing was sent."),
        "reply_too_long": N_("The answer is too long: 8,000 characters at most."),
        "reply_language_missing": N_("Choose the language of the customer."),
        "reply_changed": N_(
            "Somebody else has changed this answer since you opened it. Go back, reload, and look again."
        ),
        "reply_moved_on": N_(
            "This answer is no longer open: it was sent or discarded. Open the case again to write another one."
        ),
        "platform_has_no_reply": N_(
            "This platform offers no way to answer from here: copy the text, and send it in the seller centre."
        ),
        "no_mail_connection": N_(
            "No mailbox of this store is connected: an administrator connects one; until then send the text in the seller centre."
        ),
        "channel_forbids": N_(
            "Buyers of this marketplace may be written to through its own channel only: answer a mail of theirs."
        ),
        "no_address": N_("No address of the customer is known: send the text in the seller centre."),
        "term_missing": N_("A term needs both of its words."),
        "term_too_long": N_("A term has at most 200 characters."),
        "same_language": N_("Choose two different languages."),
        "too_many_terms": N_("The termbase holds at most 2,000 terms. Delete some that nobody uses first."),
        "table_too_large": N_("The table is too large: half a million characters at most."),
        "table_without_head": N_("The first line has to name the columns, as the downloaded table does."),
        "template_title_missing": N_("An answer needs a title."),
        "template_empty": N_("An answer needs a text in one language at least."),
        "template_too_long": N_("A text has at most 8,000 characters."),
        "erasure_not_confirmed": N_("Tick that nothing forbids the erasure, then send the form again."),
        "unknown_customer": N_(
            "It is not known who the customer of this case is. State the request on a case that names an order or an address."
        ),
        "no_privacy_rule": N_(
            "No rule is known that says until when a request of this platform is due. Answer it within a month by other means."
        ),
        "unknown_request": N_("There is no such privacy request. Open its case again from the list."),
        "nothing_to_erase": N_(
            "This request asks for a copy, not for an erasure. Download the copy on its case."
        ),
        "nothing_to_hand_out": N_("A shop's request asks for no copy. Look at its case for what it asks."),
        "leaf_branch_unknown": N_("Choose a branch of the tree."),
        "leaf_name_missing": N_("A cause needs a Chinese name, and an English one with some Latin letters."),
        "leaf_exists": N_(
            "A cause of that English name is there already. Change that one, or choose another name."
        ),
        "leaf_unknown": N_(
            "There is no such cause any more. Load the page again to see those that are left."
        ),
        "leaf_becomes_unknown": N_("Choose a living cause that takes its place."),
        "since_unknown": N_("The day was not understood. Write it as 2026-11-20."),
        "shifts_unclear": N_(
            "These working hours were not understood. Write 09:00-12:00, 13:00-18:00, in steps of five minutes."
        ),
        "no_shifts": N_("A calendar needs working hours on one day at least."),
        "no_such_holidays": N_(
            "The public holidays of this country or part of it are not known. Leave it out and name the closed days yourself."
        ),
        "closed_unclear": N_("A closed day was not understood. Write one a line as 2026-12-24, at most 200."),
        "too_many_calendars": N_(
            "A workspace has at most 20 calendars. Remove one that is no longer needed first."
        ),
        "unknown_calendar": N_(
            "There is no such calendar any more. Load the page again to see those that are left."
        ),
        "hours_unclear": N_("The hours were not understood: a number above 0, at most a year."),
        "hours_too_far": N_(
            "The calendars have fewer working hours than that in the next 400 days. Promise fewer hours, or give the calendar more."
        ),
        "target_unclear": N_("Choose what is promised and on which clock."),
        "too_many_targets": N_(
            "A workspace has at most 60 targets. Remove one that is no longer needed first."
        ),
        "unknown_target": N_(
            "There is no such target any more. Load the page again to see those that are left."
        ),
        "sku_missing": N_("Name the SKU of the set."),
        "parts_unclear": N_(
            "What the set is made of was not understood. Write one SKU a line, as JKT-1 x 2, not the set itself."
        ),
        "too_many_bundles": N_(
            "A workspace has at most 500 bundles. Remove one that is no longer sold first."
        ),
        "unknown_bundle": N_(
            "There is no such bundle any more. Load the page again to see those that are left."
        ),
        "amount_is_not_a_number": N_(
            "An amount was not understood. Write it as 1234.50, without separators of thousands."
        ),
        "amount_is_too_large": N_("An amount is too large. Look for a point or a nought too many."),
        "amount_below_zero": N_(
            "An amount is below nought. Write it without the sign: what comes back has components of its own."
        ),
        "unknown_currency": N_("The currency is not known. Write its three letters, as EUR or CNY."),
        "amount_missing": N_("A line has either an amount with its currency, or, for labour, minutes."),
        "component_unknown": N_("The component is not known. Choose one that the list below the form names."),
        "order_unknown": N_(
            "No connected store has an order of this number. Look at the number, and whether its store is connected."
        ),
        "date_unknown": N_("The date was not understood. Write it as 2026-11-20."),
        "too_many_lines_of_costs": N_("The table has too many lines: 300 at most at once."),
        "address_unclear": N_("This is no mail address. Write it as name@example.com."),
        "no_member": N_(
            "Nobody with this address is a member: alerts are told to members only. Choose one of the members below."
        ),
        "too_many_readers": N_("At most 100 addresses: write to a list of your mail service instead."),
        "last_admin": N_("A workspace needs an administrator: make somebody else one first."),
        "days_unclear": N_("The days were not understood. Write a whole number from 0 to 29."),
        "settings_changed": N_(
            "Somebody else has changed this since you opened it. Go back, reload, and look again."
        ),
        "tree_too_large": N_("The tree is too large: at most 60 own causes, with fewer or shorter examples."),
    }
)


def refusal(reason: str, texts: NullTranslations) -> str:
    """Return the sentence for a reason; empty if it has none of its own."""
    known = REFUSALS.get(reason)
    return texts.gettext(known) if known else ""
