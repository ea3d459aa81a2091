"""Settings from the environment, read on first use so that importing a handler needs none."""

import os


def setting(name: str) -> str:
    """Return a setting that the template gives this function; a missing one is a fault of the template."""
    try:
        return os.environ[name]
    except KeyError:
        raise RuntimeError(f"{name} is not set for this function; see infra/template.yaml") from None
