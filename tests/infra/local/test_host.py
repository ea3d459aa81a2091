import os
import signal
import socket
from pathlib import Path

import pytest

from infra.local.cloud import STACK
from infra.local.host import (
    OWN_PORTS,
    choose_ports,
    free_port,
    host_parameters,
    stage_parameters,
    stop_on_sigterm,
)
from infra.operations.target import target_of

pytestmark = pytest.mark.enable_socket


def test_kept_ports_are_used_again(tmp_path: Path) -> None:
    """A start that keeps its data keeps its ports, since addresses of queues contain them."""
    first = choose_ports(tmp_path, 0)
    assert choose_ports(tmp_path, 0) == first
    assert choose_ports(tmp_path, 8123).console == 8123
    assert choose_ports(tmp_path, 8123).emulator == first.emulator


def test_a_free_port_can_be_bound() -> None:
    """The port that is handed out is free on loopback, and no outgoing connection will be given it before it is bound."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
    assert OWN_PORTS[0] <= free_port() < OWN_PORTS[1] <= 32768


def test_sigterm_leaves_through_every_finally() -> None:
    """A SIGTERM becomes SystemExit, so that what was started is stopped; afterwards all is as before."""
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit), stop_on_sigterm():
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


def test_host_names_a_runtime_of_the_template() -> None:
    """This interpreter and this machine are among those that the template allows."""
    from infra.local.template import read_template

    parameters = read_template()["Parameters"]
    for name, value in host_parameters().items():
        assert value in parameters[name]["AllowedValues"]


def test_demo_is_the_stage_of_that_name() -> None:
    """The local cloud deploys the stack that samconfig names for the stage `demo`."""
    assert stage_parameters("demo")["Stage"] == "demo"
    assert target_of("demo").stack == STACK
