"""To whom a stored mail was addressed. Standard library only, and only the headers are read."""

import re
from email import policy
from email.parser import BytesHeaderParser

from aftersales.platforms.mail.addresses import addresses_in

_ENVELOPE = ("delivered-to", "x-original-to", "x-forwarded-to", "envelope-to")
_NAMED = ("to", "cc")
_FOR = re.compile(r"\bfor\s+<?([^\s<>;,]{1,200}@[^\s<>;,]{1,200}?)>?[;\s]")
_LONGEST = 20_000


def recipients(data: bytes) -> list[str]:
    """Return lower-case addresses, those of the envelope first: a mail in blind copy names its recipient nowhere else."""
    message = BytesHeaderParser(policy=policy.compat32).parsebytes(data)
    received = [str(value)[:_LONGEST] for value in message.get_all("received", [])[:1]]
    found = [match[1] for value in received for match in _FOR.finditer(f"{' '.join(value.split())} ")]
    for names in (_ENVELOPE, _NAMED):
        values = [
            " ".join(str(value)[:_LONGEST].split()) for name in names for value in message.get_all(name, [])
        ]
        found += [address for _, address in addresses_in(values)]
    return list(dict.fromkeys(address.strip().lower() for address in found if "@" in address))
