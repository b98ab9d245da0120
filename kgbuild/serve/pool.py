"""The processes that answer queries: how many there are, whose turn it is, and when one is ended."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from starlette.types import Message, Send

from kgbuild.serve.limits import CHUNK, QUEUED, SLOW, SLOW_CLIENTS, STALLED, WAITING, Limits
from kgbuild.serve.wire import HEADER, AnswerError, Frame, Job, Reason

logger = logging.getLogger(__name__)
T = TypeVar("T")

_PROGRAM = (sys.executable, "-P", "-m", "kgbuild.serve.worker")


class Pool:
    """The processes that answer queries.

    `Limits.workers` of them compute at a time. One whose client reads slowly does not compute, so that others
    may; when it goes on, it waits for its turn again.

    Args:
        folder: The store.
        limits: What a query may cost.

    Attributes:
        limits: As above.
        answering: The tasks that have a turn or wait for one.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.limits = limits
        self.answering: set[asyncio.Task[None]] = set()
        self._folder = folder
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._computing = asyncio.Semaphore(limits.workers)
        self._alive = asyncio.Semaphore(limits.workers + SLOW_CLIENTS)
        self._waiting = 0

    async def start(self) -> None:
        """Start the processes that wait for the first queries.

        Raises:
            AnswerError: One cannot be started; the others are ended.
        """
        spawning = (self._spawn() for _ in range(self.limits.workers))
        started = await asyncio.gather(*spawning, return_exceptions=True)
        self._idle = [one for one in started if isinstance(one, Process)]
        for one in started:
            if isinstance(one, BaseException):
                await self.close()
                raise one

    def stop(self) -> None:
        """Break off what is being answered; who asked is told."""
        for task in self.answering:
            task.cancel()

    async def close(self) -> None:
        """End all processes, whatever they are at."""
        for process in self._busy:  # their turns end by it
            _kill(process)
        for process in self._idle:
            self._end(process)
        await asyncio.gather(*self._ending)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """Give a turn, when it comes; the process is ended if it has not ended its answer by then.

        Raises:
            AnswerError: Too many others wait, or it took too long.
        """
        await self._wait()
        turn = None
        try:
            turn = Turn(await self._process(), self._computing, self.limits)
            yield turn
        finally:
            if turn is None or turn.computing:
                self._computing.release()
            self._alive.release()
            if turn is not None:
                self._put_back(turn)

    async def _wait(self) -> None:
        busy = AnswerError(Reason.BUSY, "too many queries wait for their turn", "Ask again in a while.")
        if self._waiting >= WAITING:
            raise busy
        self._waiting += 1
        try:
            async with asyncio.timeout(QUEUED):
                await self._alive.acquire()
                try:
                    await self._computing.acquire()
                except BaseException:
                    self._alive.release()
                    raise
        except TimeoutError:
            raise busy from None
        finally:
            self._waiting -= 1

    async def _process(self) -> Process:
        process = None
        while self._idle and (process is None or process.returncode is not None):
            process = self._idle.pop()
        if process is None or process.returncode is not None:
            process = await self._spawn()
        self._busy.add(process)
        return process

    async def _spawn(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            *_PROGRAM,
            str(self._folder),
            str(self.limits.memory),
            stdin=PIPE,
            stdout=PIPE,
            stderr=None if logger.isEnabledFor(logging.DEBUG) else DEVNULL,
            limit=CHUNK,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "MALLOC_ARENA_MAX": "2",  # glibc reserves 64 MiB for each: they count against the limit
            },
        )
        try:
            assert process.stdout is not None
            await process.stdout.readexactly(HEADER.size)  # its start is not taken off a query's time
        except BaseException as error:
            self._end(process)
            if isinstance(error, asyncio.IncompleteReadError):
                raise AnswerError(Reason.DIED, "no process for the query can be started") from None
            raise
        return process

    def _put_back(self, turn: Turn) -> None:
        self._busy.discard(turn.process)
        if turn.reusable and len(self._idle) < self.limits.workers:
            self._idle.append(turn.process)
        else:
            self._end(turn.process)

    def _end(self, process: Process) -> None:
        _kill(process)
        task = asyncio.create_task(_reap(process))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


class Turn:
    """One query's turn with a process.

    Attributes:
        process: The process.
        computing: Whether it counts among those that compute.
        reusable: Whether it has ended its answer, and takes another job.
    """

    def __init__(self, process: Process, semaphore: asyncio.Semaphore, limits: Limits) -> None:
        self.process = process
        self.computing = True
        self.reusable = True
        self._semaphore = semaphore
        self._limits = limits
        self._left = limits.seconds

    async def answer(self, job: Job) -> AsyncGenerator[bytes, None]:
        """Yield the content type of the answer, then the answer in pieces.

        The clock stands still while the caller has the piece.

        Raises:
            AnswerError: There is no whole answer.
        """
        self.reusable = False
        await self._in_time(self._send(job.to_line()))
        while True:
            kind, content = await self._in_time(self._frame())
            match kind:
                case Frame.HEAD | Frame.DATA:
                    yield content
                case Frame.END:
                    self.reusable = True
                    return
                case Frame.RETIRED:
                    return
                case Frame.FAILURE:
                    self.reusable = True
                    raise AnswerError.from_bytes(content)

    async def to_client(self, send: Send, message: Message) -> None:
        """Send `message`, and let others compute while a slow client keeps it waiting.

        Raises:
            AnswerError: The client took nothing for too long.
        """
        task = asyncio.ensure_future(send(message))
        try:
            await asyncio.wait({task}, timeout=SLOW)
            if not task.done():
                self.computing = False
                self._semaphore.release()
                await asyncio.wait({task}, timeout=STALLED)
                await self._semaphore.acquire()
                self.computing = True
            if not task.done():
                raise AnswerError(Reason.STALLED, f"the client took nothing for {STALLED:g} s")
        finally:
            task.cancel()
        await task

    async def _send(self, line: bytes) -> None:
        assert self.process.stdin is not None
        with suppress(ConnectionError):  # a process that has died is told when its answer is read
            self.process.stdin.write(line)
            await self.process.stdin.drain()

    async def _frame(self) -> tuple[Frame, bytes]:
        assert self.process.stdout is not None
        try:
            kind, length = HEADER.unpack(await self.process.stdout.readexactly(HEADER.size))
            return Frame(kind), await self.process.stdout.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise AnswerError(
                Reason.DIED,
                "the query brought its process down",
                f"It needs more memory than {self._limits.memory >> 20} MiB, or nests too deeply.",
            ) from None

    async def _in_time(self, waiting: Coroutine[Any, Any, T]) -> T:
        """Await what the process does, and take it off its time."""
        clock = asyncio.get_running_loop().time
        begin = clock()
        try:
            async with asyncio.timeout(self._left):
                return await waiting
        except TimeoutError:
            raise AnswerError(
                Reason.TIME,
                f"the query was stopped after {self._limits.seconds:g} s, the limit of this server",
                "Ask for less: add conditions, or look for what makes it slow, such as paths of any length.",
            ) from None
        finally:
            self._left -= clock() - begin


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()


async def _reap(process: Process) -> None:
    """Wait until `process` has ended; what it still had to say would keep its pipe open."""
    assert process.stdout is not None
    while await process.stdout.read(CHUNK):
        pass
    await process.wait()
