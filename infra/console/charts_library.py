"""Writes the console's chart library anew: `python -m infra.console.charts_library`.

Vega, Vega-Lite and Vega-Embed come out of vl-convert, which draws the charts of mails and reports too: one locked wheel and
no second package manager. What each part is licensed under lies beside it in `vega.LICENSES.txt`.
"""

from pathlib import Path

import vl_convert

import aftersales.web

FILE = Path(aftersales.web.__file__).parent / "static" / "vega.js"
_SETS = "window.vegaEmbed = vegaEmbed;"


def bundle() -> bytes:
    """Return the library as a module of JavaScript: it sets `window.vegaEmbed`, and needs no eval when asked for `ast`."""
    versions = {
        "Vega": vl_convert.get_vega_version(),
        "Vega-Lite": vl_convert.get_vegalite_versions()[-1],
        "Vega-Embed": vl_convert.get_vega_embed_version(),
    }
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    head = f"/*! {named} (BSD-3-Clause) and what they need; see vega.LICENSES.txt. Made by infra.console.charts_library. */\n"
    return (head + vl_convert.javascript_bundle(_SETS)).encode()


def main() -> None:
    """Write the file."""
    FILE.write_bytes(bundle())
    print(f"· {FILE.relative_to(Path.cwd())}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
