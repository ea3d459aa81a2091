"""What a restatement's sums say as a figure: the same value that the figure's page shows."""

from aftersales.metrics.contract import Contract, Form


def stated_value(contract: Contract, numerator: float, denominator: float) -> float | None:
    """Return the value in the contract's unit; None without anything to divide by. Of a duration the numerator is its median.

    Of a share the denominator counts what has a part and the numerator everything: the figure of all parts together is how much
    has one.
    """
    if contract.form in {Form.COUNT, Form.TOTAL, Form.DURATION}:
        has_value = contract.form is not Form.DURATION or denominator
        return numerator if has_value else None
    if contract.form is Form.SHARE:
        numerator, denominator = denominator, numerator
    return numerator / denominator * contract.scale if denominator else None
