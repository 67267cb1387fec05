"""A spool in an S3-compatible store."""

import logging
from collections.abc import Iterator

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.integration.cluster.conftest import Machines, Papers, visits
from tests.press import Press

KEYS = {"AWS_ACCESS_KEY_ID": "tester", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture
def store() -> Iterator[dict[str, str]]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    host, port = server.get_host_and_port()
    yield KEYS | {"AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    server.stop()


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")
def test_results_travel_through_s3(machines: Machines, database: str, store: dict[str, str]) -> None:
    client = boto3.client(
        "s3",
        endpoint_url=store["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
        aws_access_key_id="tester",
        aws_secret_access_key="secret",
    )
    client.create_bucket(Bucket="morgue")
    machines.environment |= store
    machines.spool = "s3://morgue/spool"
    with Press(Papers(articles=3).answer, hosts=2) as press:
        machines.sources(press)
        machines.init(database)
        machines.watch()
        machines.worker()
        machines.wait_until(lambda: machines.articles() == 6)
        machines.wait_until(machines.is_idle)
        assert set(visits(press).values()) == {1}
    machines.wait_until(lambda: _names(client) == ["spool/cluster.txt"])
    assert "6 articles" in machines.verified()


def _names(client: object) -> list[str]:
    found = client.list_objects_v2(Bucket="morgue")  # type: ignore[attr-defined]
    return [one["Key"] for one in found.get("Contents", [])]
