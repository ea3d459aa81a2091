"""The account that all tests call, in memory or behind a stub."""

from functools import cache

import boto3
import moto.core  # noqa: F401 puts itself between every later session and the network

REGION = "us-east-1"


@cache
def session() -> boto3.Session:
    """Return one session for all tests: what botocore reads of regions and services, it reads once."""
    return boto3.Session("test", "test", region_name=REGION)
