"""House rules of the template."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.grants import actions_of, folder_of, grants, role_of, statements_of
from infra.local.template import ROOT, TEMPLATE, Document, read_template, resources_of

SYSTEM = read_template()
MONITORING = read_template(TEMPLATE.with_name("monitoring.yaml"))
FUNCTIONS = resources_of(SYSTEM, "AWS::Serverless::Function")
QUEUES = resources_of(SYSTEM, "AWS::SQS::Queue")
BUCKETS = resources_of(SYSTEM, "AWS::S3::Bucket")
ROLES = resources_of(SYSTEM, "AWS::IAM::Role")
EVERY_CONDITION = frozenset(SYSTEM["Conditions"])
# Neither service knows resources, so "*" is the only one that can be granted.
WITHOUT_RESOURCES = {"comprehend", "translate"}


def _statements(role: Document) -> list[Document]:
    return list(statements_of(role, {"platform", "work"}, EVERY_CONDITION))


def _events(*kinds: str) -> Iterator[tuple[str, Document]]:
    for function in FUNCTIONS.values():
        for event in function["Properties"].get("Events", {}).values():
            if event["Type"] in kinds:
                yield folder_of(function), event["Properties"]


def _target(value: Any) -> str:
    """The logical id that a Ref or GetAtt names."""
    return str(value["Ref"] if "Ref" in value else value["Fn::GetAtt"][0])


def _seconds(function: str) -> int:
    timeouts = {folder_of(entry): entry["Properties"]["Timeout"] for entry in FUNCTIONS.values()}
    return int(timeouts[function])


def test_each_function_has_a_role_of_its_own() -> None:
    """No two functions share a role, and no role is left over."""
    named = [_target(function["Properties"]["Role"]) for function in FUNCTIONS.values()]
    assert sorted(named) == sorted(ROLES)


@pytest.mark.parametrize("name", ROLES)
def test_no_wildcard_is_granted(name: str) -> None:
    """An action is named in full, and a resource ends in a wildcard only under a prefix of ours."""
    for statement in _statements(ROLES[name]):
        actions = actions_of(statement)
        assert not [action for action in actions if "*" in action]
        services = {action.split(":")[0] for action in actions}
        resources = (
            statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        )
        assert services <= WITHOUT_RESOURCES or "*" not in resources
        for resource in resources:
            if isinstance(resource, dict) and "Fn::Sub" in resource:
                assert re.fullmatch(r"[^*]*(/\*|/\$\{AWS::StackName\}-\*)?", resource["Fn::Sub"])


@pytest.mark.parametrize("name", ROLES)
def test_each_statement_is_about_one_kind_of_thing(name: str) -> None:
    """A statement names actions of one service."""
    for statement in _statements(ROLES[name]):
        assert len({action.split(":")[0] for action in actions_of(statement)}) == 1


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_writes_to_a_log_that_ends(name: str) -> None:
    """A function's log group is in the template, kept for a set time, and the only one that its role may write to."""
    logs = _target(FUNCTIONS[name]["Properties"]["LoggingConfig"]["LogGroup"])
    group = SYSTEM["Resources"][logs]
    assert group["Type"] == "AWS::Logs::LogGroup"
    assert "RetentionInDays" in group["Properties"]
    role = role_of(SYSTEM, FUNCTIONS[name])
    written = [
        _target(entry["Resource"]) for entry in _statements(role) if "logs:PutLogEvents" in actions_of(entry)
    ]
    assert written == [logs]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_is_named_after_its_folder(name: str) -> None:
    """Handler, physical name, service name and log group carry the folder's name."""
    properties = FUNCTIONS[name]["Properties"]
    folder = folder_of(FUNCTIONS[name])
    assert name == folder.title().replace("_", "") + "Function"
    assert properties["Handler"] == f"{folder}.handler.handler"
    assert properties["FunctionName"] == {"Fn::Sub": f"${{AWS::StackName}}-{folder}"}
    assert properties["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == folder


def test_light_function_stays_light() -> None:
    """The door loads neither pages nor figures nor language."""
    layers = FUNCTIONS["ReceiveWebhookFunction"]["Properties"]["Layers"]
    assert [_target(layer) for layer in layers] == ["ProductLayer", "RuntimeLayer"]


def test_one_bad_message_fails_alone() -> None:
    """Every queue and stream mapping hands back single messages."""
    mappings = list(_events("SQS", "DynamoDB"))
    assert mappings
    assert [event["FunctionResponseTypes"] for _, event in mappings] == [["ReportBatchItemFailures"]] * len(
        mappings
    )


def test_a_message_is_not_handled_twice_at_once() -> None:
    """A queue hides a message for six times its consumer's timeout plus the batch window."""
    for function, event in _events("SQS"):
        queue = QUEUES[_target(event["Queue"])]["Properties"]
        window = event.get("MaximumBatchingWindowInSeconds", 0)
        assert queue["VisibilityTimeout"] == 6 * _seconds(function) + window


def test_the_sum_stands_beside_the_number() -> None:
    """Each visibility timeout carries its formula as a comment."""
    lines = re.findall(r"VisibilityTimeout: (\d+)(.*)", TEMPLATE.read_text())
    assert len(lines) == len(list(_events("SQS")))
    for number, comment in lines:
        found = re.match(r" # 6 x (\d+) s \(\w+Function\)(?: \+ (\d+) s window|, no window)$", comment)
        assert found
        assert int(number) == 6 * int(found[1]) + int(found[2] or 0)


def test_each_queue_with_a_consumer_has_a_dead_letter_queue() -> None:
    """What fails five times (a text: twenty, for a paid engine may be away) is kept for fourteen days in a queue of its own."""
    for _, event in _events("SQS"):
        redrive = QUEUES[_target(event["Queue"])]["Properties"]["RedrivePolicy"]
        dead = _target(redrive["deadLetterTargetArn"])
        assert dead == _target(event["Queue"]).replace("Queue", "DeadLetterQueue")
        assert QUEUES[dead]["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600
        assert redrive["maxReceiveCount"] == (20 if _target(event["Queue"]) == "TextsQueue" else 5)


def test_a_poison_change_of_the_table_does_not_block_the_others() -> None:
    """A stream mapping bisects, gives up after set tries, and keeps what it gave up."""
    for _, event in _events("DynamoDB"):
        assert event["BisectBatchOnFunctionError"]
        assert 0 < event["MaximumRetryAttempts"] < 100
        assert _target(event["DestinationConfig"]["OnFailure"]["Destination"]) == "StreamFailuresQueue"


def test_schedules_are_told_apart_between_stages() -> None:
    """A schedule's name carries the stack's, since names are one per account."""
    for function, event in _events("ScheduleV2"):
        assert event["Name"] == {"Fn::Sub": f"${{AWS::StackName}}-{function}"}


def test_the_table_is_encrypted_and_can_be_set_back() -> None:
    """The table has encryption, point-in-time recovery, expiry and a stream of both images."""
    table = SYSTEM["Resources"]["Table"]
    assert table["Properties"]["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}
    assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["Properties"]["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["Properties"]["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


@pytest.mark.parametrize("name", BUCKETS)
def test_buckets_are_private_encrypted_and_versioned(name: str) -> None:
    """No bucket can be opened to the public; each is encrypted, versioned and outlives the stack."""
    properties = BUCKETS[name]["Properties"]
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert properties["BucketEncryption"]
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert BUCKETS[name]["DeletionPolicy"] == "RetainExceptOnCreate"


def test_what_ends_by_age_is_gone_a_day_later() -> None:
    """Expiring only hides an object of a versioned bucket: whatever ends by age takes its old versions along a day later."""
    rules = [
        rule
        for bucket in BUCKETS.values()
        for rule in bucket["Properties"]["LifecycleConfiguration"]["Rules"]
        if "ExpirationInDays" in rule
    ]
    assert {rule["Id"] for rule in rules} >= {"drop-unclaimed", "drop-read-mails"}
    for rule in rules:
        assert rule.get("NoncurrentVersionExpiration") == {"NoncurrentDays": 1}, rule["Id"]


@pytest.mark.parametrize("name", QUEUES)
def test_queues_are_encrypted(name: str) -> None:
    """Every queue is encrypted by SQS."""
    assert QUEUES[name]["Properties"]["SqsManagedSseEnabled"] is True


def test_nobody_becomes_a_colleague_by_naming_their_address() -> None:
    """Sign-in trusts the pool's address, so a changed one counts only once its mailbox has confirmed it."""
    pool = SYSTEM["Resources"]["UserPool"]["Properties"]
    assert pool["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}
    assert "email" in pool["AutoVerifiedAttributes"]


def test_only_doors_with_a_check_of_their_own_are_open() -> None:
    """The API's routes ask for a token, but for hooks, report links, programs and the console, which check for themselves."""
    routes = [route["Properties"] for route in resources_of(SYSTEM, "AWS::ApiGatewayV2::Route").values()]
    open_routes = {route["RouteKey"] for route in routes if route["AuthorizationType"] == "NONE"}
    assert open_routes == {
        "POST /hooks/{connection}",
        "GET /hooks/{connection}",
        "GET /r/{token}",
        "ANY /bi/{proxy+}",
        "$default",
    }


def test_access_log_names_no_path() -> None:
    """The API's log holds the route and never the path, since the path of a report link is its key."""
    log_format = SYSTEM["Resources"]["HttpApiStage"]["Properties"]["AccessLogSettings"]["Format"]
    assert "path" not in log_format.lower()


def _alarms() -> dict[str, Document]:
    return resources_of(MONITORING, "AWS::CloudWatch::Alarm")


@pytest.mark.parametrize("name", _alarms())
def test_each_alarm_says_what_to_do(name: str) -> None:
    """An alarm's description ends with a heading of the runbook that exists."""
    found = re.search(r"docs/runbook\.md#([\w-]+)$", _alarms()[name]["Properties"]["AlarmDescription"])
    assert found
    assert found[1] in _anchors(ROOT / "docs" / "runbook.md")


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_everything_given_up_raises_an_alarm() -> None:
    """Each queue of failures has an alarm."""
    watched = {
        _target(dimension["Value"])
        for alarm in _alarms().values()
        if alarm["Properties"].get("MetricName") == "ApproximateNumberOfMessagesVisible"
        for dimension in alarm["Properties"]["Dimensions"]
    }
    assert watched == {name for name in QUEUES if "DeadLetter" in name or "Failures" in name}


def test_dashboard_shows_every_function() -> None:
    """The dashboard names each function."""
    body = MONITORING["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    assert [name for name in grants(SYSTEM) if f'-{name}"' not in body] == []


def test_texts_leave_for_aws_only_where_chosen() -> None:
    """Comprehend and Translate are granted under the engine `aws` alone."""
    embedded, chosen = grants(SYSTEM), grants(SYSTEM, frozenset({"UsesAwsLanguage"}))
    assert not {
        action for action in embedded["understand_texts"] if action.split(":")[0] in WITHOUT_RESOURCES
    }
    assert not {action for action in embedded["serve_console"] if action.split(":")[0] in WITHOUT_RESOURCES}
    assert "comprehend:BatchDetectSentiment" in chosen["understand_texts"]
    # A text is translated when somebody opens it, and not before.
    assert "translate:TranslateText" in chosen["serve_console"] - chosen["understand_texts"]


def test_parameters_of_stages_exist() -> None:
    """A stage in samconfig gives only parameters that the template has."""
    from infra.local.host import stage_parameters

    for stage in ("demo", "dev", "prod"):
        assert set(stage_parameters(stage)) <= set(SYSTEM["Parameters"])
        assert stage_parameters(stage)["Stage"] == stage
        # Layers are built for the template's defaults, so no stage may choose others.
        assert not {"Runtime", "Architecture"} & set(stage_parameters(stage))
