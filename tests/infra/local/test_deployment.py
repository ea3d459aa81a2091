"""What the local cloud changes in the template that it deploys."""

from pathlib import Path

from moto import mock_aws

from infra.local.artefacts import Artefact
from infra.local.cloud import LocalCloud
from infra.local.deployment import BUCKET, LONGEST, PATIENCE, package
from infra.local.template import TEMPLATE, read_template, resources_of
from tests.aws.account import session


def test_functions_have_more_time_on_a_machine_that_is_not_theirs_alone(tmp_path: Path) -> None:
    """A slow machine answers late, not with 502; Lambda would allow it, and the template itself stays as it is."""
    template = read_template()
    (archive := tmp_path / "built.zip").write_bytes(b"zip")
    functions = resources_of(template, "AWS::Serverless::Function")
    built = {
        name: Artefact(logical_id=name, folder=tmp_path, archive=archive, fresh=False) for name in functions
    }
    with mock_aws():
        s3 = session().client("s3")
        packaged = package(template, built, TEMPLATE.parent, s3, "http://127.0.0.1:1")
        assert len(s3.list_objects_v2(Bucket=BUCKET)["Contents"]) >= len(functions)
    for name, function in functions.items():
        given = packaged["Resources"][name]["Properties"]["Timeout"]
        assert given == min(LONGEST, PATIENCE * function["Properties"]["Timeout"])


def test_who_calls_a_function_waits_as_long_as_it_may_take() -> None:
    """So it is not called a second time while it still works, as the client does by itself where no answer comes in a minute."""
    cloud = LocalCloud()
    cloud.emulator_url = "http://127.0.0.1:1"
    assert cloud.client("lambda").meta.config.read_timeout > LONGEST
