"""A line to a network of its own, on which every packet is under way for the same time.

Usage: far-line.py NAME DEVICE NEAR FAR MILLISECONDS [RATE QUEUE]

Makes the network namespace NAME, in which FAR is an address, and joins it to the network this runs
in, where NEAR is one, by two TUN devices. Each packet is handed on so many milliseconds after it
came, in their order. With RATE, each direction carries so many bytes a second, up to QUEUE bytes
wait for that, and what comes beyond them is lost. Linux's own netem would do as well, but not
every kernel has it.

Says "up" once packets can flow. When its input is closed, or a signal ends it, it takes away
everything it has made, and prints what it has carried as a line of JSON.
"""

import collections
import contextlib
import fcntl
import json
import os
import pathlib
import select
import signal
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
LONGEST = 65_536

name, device, near, far = sys.argv[1:5]
delay = float(sys.argv[5]) / 1_000
rate, queue = (float(each) for each in sys.argv[6:8] or ("inf", "inf"))


def ip(*words):
    done = subprocess.run(["ip", *words], stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"ip {' '.join(words)}: {done.stderr.strip()}")


def tun(end):
    """A TUN device, which is there for as long as its file is open."""
    file = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(file, TUNSETIFF, struct.pack("16sH", end.encode(), IFF_TUN | IFF_NO_PI))
    return file


def network(undo):
    """A namespace whose programs learn at once that they can ask nobody for names.

    sshd asks in its only thread, and a browser in the background wants names: without an answer
    everything would wait for seconds.
    """
    ip("netns", "add", name)
    undo.callback(ip, "netns", "del", name)
    folder = pathlib.Path("/etc/netns", name)
    missing = [each for each in (folder.parent, folder) if not each.exists()]
    for each in missing:
        each.mkdir(exist_ok=True)
        undo.callback(remove, each)
    resolver = folder / "resolv.conf"
    undo.callback(resolver.unlink, missing_ok=True)
    resolver.write_text("nameserver 127.0.0.1\n")
    ip("-n", name, "link", "set", "lo", "up")


def remove(folder):
    # Another line may have put something of its own there meanwhile.
    with contextlib.suppress(OSError):
        folder.rmdir()


def join(end, address, other, *where):
    """Gives a device its address and the way to the other one.

    TCP's congestion control is named, so that figures do not depend on the system's choice.
    """
    ip(*where, "addr", "add", f"{address}/30", "dev", end)
    ip(*where, "link", "set", end, "mtu", "1500", "txqueuelen", "10000", "up")
    ip(*where, "route", "replace", f"{other}/32", "dev", end, "congctl", "cubic")


def go_first():
    """A wire waits for nobody: the processor goes to this program before all that uses the line."""
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(1))


class Direction:
    """What comes out of one device and goes into the other."""

    def __init__(self, source, sink):
        self.source, self.sink = source, sink
        self.under_way = collections.deque()
        self.free_at = 0.0
        self.late, self.lost = [], 0

    def take(self):
        with contextlib.suppress(BlockingIOError):
            while True:
                self.send(os.read(self.source, LONGEST))

    def send(self, packet):
        now = time.monotonic()
        begin = max(now, self.free_at)
        if rate != float("inf") and (begin - now) * rate > queue:
            self.lost += 1
            return
        self.free_at = begin + len(packet) / rate
        self.under_way.append((self.free_at + delay, packet))

    def hand_on(self):
        while self.under_way and self.under_way[0][0] <= time.monotonic():
            due, packet = self.under_way.popleft()
            self.late.append(time.monotonic() - due)
            os.write(self.sink, packet)


def carry(here, there):
    """Hands packets on until the input is closed; answers what both directions have carried."""
    directions = (Direction(here, there), Direction(there, here))
    while True:
        due = [each.under_way[0][0] for each in directions if each.under_way]
        wait = max(0, min(due) - time.monotonic()) if due else None
        ready, _, _ = select.select([here, there, sys.stdin], [], [], wait)
        if sys.stdin in ready:
            return directions
        for each in directions:
            if each.source in ready:
                each.take()
            each.hand_on()


with contextlib.ExitStack() as undo:
    endings = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for ending in endings:
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    network(undo)
    ends = []
    for end in (f"{device}a", f"{device}b"):
        ends.append(tun(end))
        undo.callback(os.close, ends[-1])
    ip("link", "set", f"{device}b", "netns", name)
    join(f"{device}a", near, far)
    join(f"{device}b", far, near, "-n", name)
    # What is taken away is taken away whole.
    undo.callback(lambda: [signal.signal(ending, signal.SIG_IGN) for ending in endings])
    go_first()
    print("up", flush=True)
    begun = time.monotonic()
    directions = carry(*ends)
    late = sorted(late for each in directions for late in each.late)
    carried = {
        "packets": len(late),
        "lost": sum(each.lost for each in directions),
        "lateMs": round(late[int(len(late) * 0.99)] * 1_000, 3) if late else 0,
        "share": round(time.process_time() / (time.monotonic() - begun), 3),
    }
print(json.dumps(carried), flush=True)
