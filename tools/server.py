#!/usr/bin/env python3
"""Runs a command while a server of its own is running: tools/server.py [--postgres] [--program FILE] [--role ROLE] COMMAND…
or builds the debug binary and prints its path: tools/server.py --build

The server has the demonstration data in an empty database, listens on a free port of this machine, and ignores the caller's configuration.
The command gets its URL in IMPRINT_URL, a user of the demonstration in IMPRINT_EMAIL and IMPRINT_PASSWORD (the administrator, or
the user with the ROLE), the user's role in IMPRINT_ROLE, and an access token of the user in IMPRINT_TOKEN, valid for a quarter of an hour.
The server is stopped when the command ends, whatever its result. Without --program it builds and uses the debug binary. With --postgres
the database is a new one on the server that IMPRINT_TEST_POSTGRES_URL names, created with psql, and dropped at the end.

As a module it provides `Server`, which does the same for a Python program, but does not sign in.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import types
import urllib.error
import urllib.request

# Whom `imprint serve --demo` makes. The administrator's password is another each time: a new database's server prints it once.
PEOPLE = {
    "admin": ("admin@imprint.example", None),
    "editor": ("grace@imprint.example", "seven gulls over the pier"),
    "viewer": ("andrey@imprint.example", "simplepassword"),
}
# How the server is set up, whatever the caller's configuration is.
SETTINGS = {
    "IMPRINT_BIND": "127.0.0.1:0",
    # PostgreSQL's needs one from outside; a new one for each server, since no two share a database.
    "IMPRINT_IDENTITY_SECRET": base64.b64encode(os.urandom(32)).decode(),
    # These passwords are in the source; a start is to be quick.
    "IMPRINT_BCRYPT_COST": "4",
    # A tool that signs in and up again and again can say in X-Forwarded-For for whom it asks. Otherwise the limits that are there
    # for those who guess would be met before anything else was seen.
    "IMPRINT_TRUSTED_PROXIES": "127.0.0.1",
}
START_SECONDS = 30
STOP_SECONDS = 10


class Failure(Exception):
    """What the server did wrong."""


def build() -> str:
    """The debug binary, built now."""
    run = dict(check=True, stdin=subprocess.DEVNULL, text=True)
    subprocess.run(["cargo", "build", "--locked", "--quiet"], **run)
    about = ["cargo", "metadata", "--locked", "--no-deps", "--format-version", "1"]
    metadata = subprocess.run(about, stdout=subprocess.PIPE, **run).stdout
    return json.loads(metadata)["target_directory"] + "/debug/imprint"


class Server:
    """A running server: `with Server(program) as server: … server.address`."""

    def __init__(self, program: str | None = None, postgres: bool = False) -> None:
        self.program = pathlib.Path(program or build()).resolve()
        self.postgres = postgres
        self.database: str | None = None

    def __enter__(self) -> Server:
        self.folder = tempfile.TemporaryDirectory(prefix="imprint-server-")
        self.out = pathlib.Path(self.folder.name, "stdout")
        self.err = pathlib.Path(self.folder.name, "stderr")
        started = time.monotonic()
        try:
            with self.out.open("wb") as out, self.err.open("wb") as err:
                self.process = subprocess.Popen(
                    [self.program, "serve", "--demo"],
                    cwd=self.folder.name,
                    env=self.environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=err,
                )
            self.address = self.wait_for_address()
        except BaseException:
            self.clean_up()
            raise
        self.millis = (time.monotonic() - started) * 1000
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self.clean_up()

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("IMPRINT_")}
        url = self.new_database() if self.postgres else f"sqlite:{self.folder.name}/imprint.db"
        return kept | SETTINGS | {"IMPRINT_DATABASE_URL": url}

    def new_database(self) -> str:
        base = os.environ.get("IMPRINT_TEST_POSTGRES_URL")
        if not base:
            raise Failure("IMPRINT_TEST_POSTGRES_URL names no PostgreSQL; tools/with-postgres finds one")
        self.database = f"imprint_tool_{os.getpid()}"
        self.psql(f"create database {self.database}")
        return base.rsplit("/", 1)[0] + "/" + self.database

    def psql(self, statement: str) -> None:
        url = os.environ["IMPRINT_TEST_POSTGRES_URL"]
        command = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", statement, url]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)

    def wait_for_address(self) -> str:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if found := re.search(r"(http://127\.0\.0\.1:\d+)\S*\s", text(self.out)):
                return found[1]
            if self.process.poll() is not None:
                raise Failure(f"the server ended with {self.process.returncode} before it listened: {text(self.err)}")
            time.sleep(0.01)
        raise Failure(f"the server printed no address within {START_SECONDS} s")

    def credentials(self, role: str) -> dict[str, str]:
        """What somebody of this role signs in with."""
        email, password = PEOPLE[role]
        # It is printed before the address.
        if password is None and (found := re.search(r"^demo admin: admin / (\S+)$", text(self.out), re.MULTILINE)):
            password = found[1]
        if password is None:
            raise Failure(f"the server printed no password of the administrator: {text(self.out)}")
        return {"email": email, "password": password}

    def sign_in(self, credentials: dict[str, str]) -> str:
        """An access token of whoever this is."""
        body = json.dumps(credentials).encode()
        request = urllib.request.Request(f"{self.address}/v1/auth/login", body, {"Content-Type": "application/json"})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
                return json.loads(answer.read())["accessToken"]
        except urllib.error.HTTPError as error:
            raise Failure(f"the sign-in: {error.code} {error.read().decode(errors='replace')}") from None
        except (OSError, ValueError, LookupError) as error:
            raise Failure(f"the sign-in: {error!r}") from None

    def companion(self, role: str) -> dict[str, str]:
        """The environment of a command beside the server."""
        who = self.credentials(role)
        found = {"IMPRINT_URL": self.address, "IMPRINT_TOKEN": self.sign_in(who), "IMPRINT_ROLE": role}
        return os.environ | found | {"IMPRINT_EMAIL": who["email"], "IMPRINT_PASSWORD": who["password"]}

    def stop(self) -> None:
        """Asks the server to stop, and waits until it did.

        Raises `Failure` when it does not, or not well.
        """
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            raise Failure(f"the server still runs {STOP_SECONDS} s after SIGTERM") from None
        if code != 0:
            raise Failure(f"the server ended with {code} after SIGTERM: {text(self.err)}")

    def clean_up(self) -> None:
        if process := getattr(self, "process", None):
            process.kill()
            process.wait()
        if self.database:
            self.psql(f"drop database if exists {self.database} with (force)")
        self.folder.cleanup()


def text(file: pathlib.Path) -> str:
    """What is in a file of the server's output."""
    return file.read_text(errors="replace")


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs a command beside a server of its own.")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--program")
    parser.add_argument("--role", choices=PEOPLE, default="admin")
    parser.add_argument("--build", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if options.build:
        print(build())
        return 0
    with Server(options.program, options.postgres) as server:
        code = subprocess.run(options.command, env=server.companion(options.role)).returncode
        try:
            server.stop()
        except Failure as failure:
            print(failure)
            return code or 1
        if panics := re.findall(r"panicked at .*", text(server.err) + text(server.out)):
            print("\n".join(panics))
            return code or 1
        return code


if __name__ == "__main__":
    # A caller who is told to stop stops the server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure)
        sys.exit(1)
    except subprocess.CalledProcessError as failure:
        print(f"{failure.cmd[0]} failed")
        sys.exit(1)
