"""Every sample is read as expected, or listed with the reason why it is left out."""

import pytest

from aftersales.platforms.parsers import parser_of
from tests.platforms.expectation import EVENTS, delivery, expected, kept_files, listing, samples, told

PLATFORMS = ("shopify", "woocommerce", "amazon", "17track")
FILES = [(platform, file) for platform in PLATFORMS for file in sorted(kept_files(platform))]


@pytest.mark.parametrize(("platform", "file"), FILES)
def test_sample_is_read_as_expected(platform: str, file: str) -> None:
    """What a person has approved in <sample>.expected.json is what the parser makes of the sample."""
    parse = parser_of(platform)
    found = {sample.part: told(parse, delivery(platform, sample)) for sample in samples(platform, file)}
    assert found == expected(platform, file)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_sample_is_unlisted(platform: str) -> None:
    """Each file is listed, each listed file is there or left out whole, and each exchange is kept or left out with a reason."""
    listed = listing(platform)
    whole = {file for file, entry in listed.items() if "all" in entry["left_out"]}
    assert kept_files(platform) == set(listed) - whole
    for file in kept_files(platform):
        out = {int(number) for numbers in listed[file]["left_out"] for number in numbers.split(",")}
        kept = (
            {int(sample.part) for sample in samples(platform, file)} if "exchanges" in listed[file] else set()
        )
        assert kept | out == set(range(listed[file].get("exchanges", 0)))
        assert not kept & out


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_reason_is_a_reason(platform: str) -> None:
    """Nothing is left out without words."""
    reasons = [reason for entry in listing(platform).values() for reason in entry["left_out"].values()]
    assert all(len(reason.split()) >= 2 for reason in reasons)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_expectation_has_its_sample(platform: str) -> None:
    """No expectation is left behind by a sample that is gone."""
    names = {path.name.replace(".expected", "") for path in (EVENTS / platform).glob("*.expected.json")}
    assert names == kept_files(platform)


@pytest.mark.parametrize(("platform", "file"), FILES)
def test_a_sample_twice_is_the_same_fact(platform: str, file: str) -> None:
    """Reading is a function of the delivery alone."""
    parse = parser_of(platform)
    for sample in samples(platform, file):
        assert told(parse, delivery(platform, sample)) == told(parse, delivery(platform, sample))
