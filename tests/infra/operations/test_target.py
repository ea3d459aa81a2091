from pathlib import Path

import pytest

from infra.operations.invoke import event_of
from infra.operations.target import ROOT, announced, target_of


def test_running_demo_is_found(tmp_path: Path) -> None:
    """A demo says where it is for as long as it runs, and operations talk to it there."""
    running = tmp_path / "cloud.json"
    with announced("http://127.0.0.1:4566", "us-east-1", "demo", running):
        target = target_of("local", running)
    assert (target.stack, target.endpoint) == ("demo", "http://127.0.0.1:4566")
    assert target.client("sqs").meta.endpoint_url == "http://127.0.0.1:4566"
    assert target.client("lambda").meta.config.read_timeout > 900
    assert not running.exists()


def test_no_running_demo_is_said_so(tmp_path: Path) -> None:
    """Without a running demo, `stage=local` ends with what to do."""
    with pytest.raises(SystemExit, match="make demo"):
        target_of("local", tmp_path / "cloud.json")


@pytest.mark.parametrize("stage", ["dev", "prod"])
def test_each_stage_has_a_stack(stage: str) -> None:
    """The stages of samconfig.toml name their stack, and operations find it under that name on a real account."""
    target = target_of(stage, config=ROOT / "samconfig.toml")
    assert target.stack
    assert target.endpoint is None


def test_unknown_stage_is_refused(tmp_path: Path) -> None:
    """A stage that samconfig.toml does not know is no guess at a stack."""
    config = tmp_path / "samconfig.toml"
    config.write_text('[dev.deploy.parameters]\nstack_name = "after-sales-dev"\n')
    with pytest.raises(SystemExit, match="stage qa"):
        target_of("qa", config=config)


def test_event_is_the_sample_unless_named(tmp_path: Path) -> None:
    """Without a file, a function is invoked with its first sample."""
    folder = tmp_path / "events" / "functions" / "ring_clock"
    folder.mkdir(parents=True)
    (folder / "minute.json").write_text("{}")
    assert event_of("ring_clock", "", tmp_path) == b"{}"
    with pytest.raises(SystemExit, match="No event"):
        event_of("send_reports", "", tmp_path)
