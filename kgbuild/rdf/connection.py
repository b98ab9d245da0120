"""Talks HTTP to an endpoint: credentials, limits, and every failure in plain words."""

from __future__ import annotations

import ipaddress
import os
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from kgbuild.errors import QueryError, StoreError

USER, PASSWORD, TOKEN = "KGBUILD_USER", "KGBUILD_PASSWORD", "KGBUILD_TOKEN"
PLAIN_HTTP = "KGBUILD_ALLOW_PLAIN_HTTP"
TIMEOUT = "KGBUILD_TIMEOUT"
DEFAULT_TIMEOUT = 300
"""Seconds without a byte after which an endpoint is given up."""
_CONNECT_SECONDS = 10
_PAUSES = (0.2, 0.8)
"""Seconds before each further attempt to connect."""
_SHOWN = 600
"""How many characters of a server's message are shown."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What to prove who one is with: a name and a password, or a token; or nothing."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls) -> Credentials:
        """Return what KGBUILD_USER and KGBUILD_PASSWORD, or KGBUILD_TOKEN, say."""
        return cls(os.environ.get(USER, ""), os.environ.get(PASSWORD, ""), os.environ.get(TOKEN, ""))

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


class Connection:
    """A line to the server of an endpoint.

    Args:
        place: The endpoint, for messages.
        credentials: What it may ask for.

    Raises:
        StoreError: KGBUILD_TIMEOUT is no number of seconds.
    """

    def __init__(self, place: str, credentials: Credentials) -> None:
        self.place = place
        self.credentials = credentials
        self._seconds = _timeout()
        self._client = httpx.Client(
            auth=_Auth(credentials),
            timeout=httpx.Timeout(self._seconds, connect=_CONNECT_SECONDS),
            # A proxy of the environment knows nothing of the servers on this machine.
            trust_env=not _is_loopback(place),
            headers={"user-agent": "kgbuild"},
        )

    def send(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Return what the server answers, with the whole of its body, whatever the status.

        Args:
            method: Of HTTP.
            url: Where to.
            params: What stands behind the "?".
            form: The fields of a form, as the body.
            content: The body.
            headers: Of HTTP.

        Raises:
            StoreError: It cannot be reached, its answer is cut off, or credentials would travel in the clear.
        """
        self._require_secrecy(url)
        request = self._client.build_request(
            method, url, params=params, data=form, content=content, headers=headers
        )
        try:
            return self._connected(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            hint = "See that the server runs and that the address is right."
            raise StoreError(f"{self.place}: cannot be reached: {_reason(error)}", hint) from error
        except httpx.TimeoutException as error:
            hint = f"Ask for less, or allow more seconds in the environment: {TIMEOUT}={self._seconds * 4:g}."
            raise StoreError(f"{self.place}: no answer within {self._seconds:g} seconds", hint) from error
        except httpx.HTTPError as error:
            hint = "Try again; if it stays so, look into the server's log."
            raise StoreError(f"{self.place}: the answer is cut off: {_reason(error)}", hint) from error

    def failure(self, response: httpx.Response) -> StoreError | QueryError:
        """Return what an answer without success means, in plain words."""
        status = f"{response.status_code} {response.reason_phrase}".strip()
        said = _said(response)
        told = f": {said}" if said else ""
        if response.status_code == httpx.codes.BAD_REQUEST:
            hint = "Correct the query; what kgbuild knows and this server does not can be written otherwise."
            return QueryError(f"{self.place}: the server refuses the query{told or f' ({status})'}", hint)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            return self._unauthorized()
        if response.status_code == httpx.codes.FORBIDDEN:
            hint = f"Use an account that may (set {USER} and {PASSWORD}, or {TOKEN}), or give it the right."
            return StoreError(f"{self.place}: the server forbids this{told}", hint)
        if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
            hint = (
                "Give the address that queries go to: for Oxigraph http://HOST:7878, for Virtuoso "
                "http://HOST:8890/sparql, for Fuseki http://HOST:3030/NAME/query."
            )
            return StoreError(f"{self.place}: no SPARQL endpoint is there: {response.url} ({status})", hint)
        if response.is_redirect:
            where = response.headers.get("location", "elsewhere")
            return StoreError(f"{self.place}: the server sends us on to {where}", "Give that address.")
        hint = "Try again later, or look into the server's log."
        return StoreError(f"{self.place}: the server failed: {status}{told}", hint)

    def _connected(self, request: httpx.Request) -> httpx.Response:
        """Send `request`, and again only where no connection came about: nothing is done twice."""
        for pause in _PAUSES:
            try:
                return self._client.send(request)
            except httpx.ConnectError:
                time.sleep(pause)
        return self._client.send(request)

    def _require_secrecy(self, url: str) -> None:
        in_the_clear = urlsplit(url).scheme == "http" and not _is_loopback(url)
        if self.credentials and in_the_clear and os.environ.get(PLAIN_HTTP) != "1":
            raise StoreError(
                f"{self.place}: refused to send the password or token unencrypted over http",
                f"Use https://, or allow it in a network that you trust: {PLAIN_HTTP}=1.",
            )

    def _unauthorized(self) -> StoreError:
        if not self.credentials:
            hint = f"Set {USER} and {PASSWORD}, or {TOKEN}, in the environment."
            return StoreError(f"{self.place}: the server asks who you are", hint)
        given = f"the token in {TOKEN}" if self.credentials.token else f"the name and password in {USER}"
        return StoreError(f"{self.place}: the server does not take {given}", "Correct them there.")


class _Auth(httpx.Auth):
    """Gives what the server asks for: Basic or Digest, on its challenge, never before; a token always."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._scheme: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._credentials.token:
            request.headers["authorization"] = f"Bearer {self._credentials.token}"
            yield request
            return
        if self._scheme is None:
            response = yield request
            if response.status_code == httpx.codes.UNAUTHORIZED and self._credentials.user:
                self._scheme = self._asked_for(response.headers.get("www-authenticate", "").lower())
        if self._scheme is not None:
            yield from self._scheme.auth_flow(request)

    def _asked_for(self, challenge: str) -> httpx.Auth | None:
        name = (self._credentials.user, self._credentials.password)
        if "digest" in challenge:
            return httpx.DigestAuth(*name)
        return httpx.BasicAuth(*name) if "basic" in challenge else None


def _timeout() -> float:
    value = os.environ.get(TIMEOUT, str(DEFAULT_TIMEOUT))
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise StoreError(f"{TIMEOUT}: {value!r} is no number of seconds", f"For example: {TIMEOUT}=600.")
    return seconds


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _said(response: httpx.Response) -> str:
    """Return the server's own words, unless they are a web page."""
    if "html" in response.headers.get("content-type", ""):
        return ""
    return " ".join(response.text[:_SHOWN].split())
