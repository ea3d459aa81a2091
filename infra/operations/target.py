"""Finds the system that an operation is meant for: `--stage dev|prod` on a real account, `--stage local` for the running demo."""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

ROOT = Path(__file__).parents[2]
RUNNING_DEMO = ROOT / ".demo" / "cloud.json"
LOCAL = "local"
CALLING = Config(read_timeout=910)
"""For who calls a function and waits: longer than any may take. By itself the client calls it a second time after a minute."""


@dataclass(frozen=True)
class Target:
    """One deployed stack; `endpoint` is None on a real account. `session` carries the credentials and the region."""

    stack: str
    session: boto3.Session
    endpoint: str | None = None

    def client(self, service: Any) -> Any:
        """Return a boto3 client of a service of this system."""
        config = CALLING if service == "lambda" else None
        return self.session.client(service, endpoint_url=self.endpoint, config=config)

    @cached_property
    def _resources(self) -> Mapping[str, str]:
        pages = (
            self.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=self.stack)
        )
        return {
            resource["LogicalResourceId"]: resource["PhysicalResourceId"]
            for page in pages
            for resource in page["StackResourceSummaries"]
            if "PhysicalResourceId" in resource
        }

    def resource(self, logical_id: str) -> str:
        """Return the physical id of a resource of the template; exits with advice if the stack has none of that name."""
        if logical_id not in self._resources:
            sys.exit(
                f"The stack {self.stack} has no {logical_id}. Is it deployed (make deploy stage=…) or running (make demo)?"
            )
        return self._resources[logical_id]

    def function(self, name: str) -> str:
        """Return the physical name of a function by its folder's name."""
        return self.resource(name.title().replace("_", "") + "Function")


def target_of(stage: str, running: Path = RUNNING_DEMO, config: Path = ROOT / "samconfig.toml") -> Target:
    """Return the system of a stage; exits with advice if there is none."""
    if stage == LOCAL:
        if not running.is_file():
            sys.exit("No demo is running on this machine: start one with `make demo`.")
        demo = json.loads(running.read_text(encoding="utf-8"))
        session = boto3.Session(
            aws_access_key_id="test", aws_secret_access_key="test", region_name=demo["region"]
        )
        return Target(demo["stack"], session, demo["endpoint"])
    stages = tomllib.loads(config.read_text(encoding="utf-8"))
    settings: dict[str, Any] = {}
    for command in ("global", "deploy"):
        settings |= stages.get(stage, {}).get(command, {}).get("parameters", {})
    if "stack_name" not in settings:
        sys.exit(f"samconfig.toml has no stack_name for the stage {stage}.")
    return Target(settings["stack_name"], boto3.Session(region_name=settings.get("region")))


@contextmanager
def announced(endpoint: str, region: str, stack: str, running: Path = RUNNING_DEMO) -> Iterator[None]:
    """Let `stage=local` find a demo for as long as it runs."""
    running.parent.mkdir(exist_ok=True)
    running.write_text(json.dumps({"endpoint": endpoint, "region": region, "stack": stack}), encoding="utf-8")
    try:
        yield
    finally:
        running.unlink(missing_ok=True)


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """Return a parser with the one argument that every operation takes."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--stage", default="dev", help="dev, prod, or local for the running demo")
    return parser
