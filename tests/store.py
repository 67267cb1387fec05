"""An S3-compatible store on this machine."""

import logging
import urllib.request
from typing import Any, ClassVar, Self

import boto3
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem


class Store:
    """A server while the block lasts, and what programs need in their environment to reach it."""

    KEYS: ClassVar = {
        "AWS_ACCESS_KEY_ID": "tester",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }

    def __init__(self) -> None:
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)

    def __enter__(self) -> Self:
        self._server.start()
        S3FileSystem.clear_instance_cache()  # it would remember the server of another test
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        host, port = self._server.get_host_and_port()
        self.environment = self.KEYS | {"AWS_ENDPOINT_URL": f"http://{host}:{port}"}
        return self

    def __exit__(self, *_: object) -> None:
        reset = urllib.request.Request(f"{self.environment['AWS_ENDPOINT_URL']}/moto-api/reset", method="POST")
        urllib.request.urlopen(reset, timeout=30).close()  # what it holds would outlive it in this process
        self._server.stop()
        S3FileSystem.clear_instance_cache()

    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.environment["AWS_ENDPOINT_URL"],
            region_name=self.KEYS["AWS_DEFAULT_REGION"],
            aws_access_key_id=self.KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.KEYS["AWS_SECRET_ACCESS_KEY"],
        )

    def make(self, bucket: str) -> None:
        self.client().create_bucket(Bucket=bucket)

    def names(self, bucket: str) -> list[str]:
        found = self.client().list_objects_v2(Bucket=bucket)
        return [one["Key"] for one in found.get("Contents", [])]
