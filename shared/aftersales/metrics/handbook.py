"""The handbook of all metrics (docs/metrics.md), written from the contracts, so that it cannot say anything else than they do."""

from collections.abc import Iterable

from aftersales.metrics.contract import Contract, Words

_HEAD = """# Metrics

Every figure of the product, as its contract declares it. This page is written from the contracts in `shared/aftersales/metrics`
(`python -m infra.handbook`); a test fails when it is out of date.

How to read it: a contract's SQL yields signed rows of a ledger, each with the moment it is dated by (`dated`) and the moment since
which it is known (`known`). A figure is the sum of the rows dated in a period and known by then; the same rows open from every
number. A figure without a denominator is null with a reason, never 0 %. Below the minimum it is shown grey.

每个数字都由下列口径的流水逐行相加得出；`dated` 决定归入哪一期，`known` 是得知的时间。
没有分母时显示原因而不是 0 %，低于最小样本量时显示为灰色。
"""


def handbook(contracts: Iterable[Contract]) -> str:
    """Return the page in Markdown: a table of contents, then each metric in both languages with its SQL."""
    known = sorted(contracts, key=lambda contract: contract.name)
    contents = "\n".join(
        f"| [`{one.name}`](#{_anchor(one.name)}) | {one.title.zh} | {one.title.en} | {one.form.value} |"
        for one in known
    )
    table = f"| Name | 中文 | English | Form |\n|---|---|---|---|\n{contents}\n"
    return "\n".join([_HEAD, table, *map(_chapter, known)])


def _chapter(one: Contract) -> str:
    rows = [
        ("Formula · 公式", one.formula),
        ("Numerator · 分子", one.numerator),
        ("Denominator · 分母", one.denominator),
        ("Date basis · 日期口径", one.basis),
        ("Exclusions · 不计入", one.exclusions),
    ]
    told = "\n".join(f"| {name} | {_cell(words)} |" for name, words in rows)
    return f"""## {one.name}

**{one.title.zh} · {one.title.en}**

| | |
|---|---|
{told}
| Form, unit · 形式、单位 | {one.form.value}, {one.unit.value}{_scale(one)} |
| Minimum n · 最小样本量 | {one.minimum} |
| Matures, settles · 成熟、定稿 | {one.matures_days} d{_settles(one)} |
| Dimensions · 维度 | {", ".join(one.dimensions) or "—"} |
| Better · 好的方向 | {"lower · 越低越好" if one.lower_is_better else "higher · 越高越好"} |
| Without denominator · 无分母时 | `{one.missing.value}` |

```sql
{one.sql.strip()}
```
"""


def _cell(words: Words) -> str:
    return f"{words.en}<br>{words.zh}".replace("|", "\\|").replace("\n", " ")


def _scale(one: Contract) -> str:
    return f" × {one.scale:g}" if one.scale != 1 else ""


def _settles(one: Contract) -> str:
    return "" if one.settles_days is None else f", {one.settles_days} d after the period"


def _anchor(name: str) -> str:
    return name.replace(".", "")
