"""Listens on a port of 127.0.0.1 that another program listens on already, as Windows may permit.

Usage: second-listener.py PORT SHARE, with the other program's listening socket as descriptor 3.
SHARE is `some` or `all`: how much of what comes is given to this one, by the kernel. Prints
"ready", and a dot for each connection, which it keeps and never answers.
"""

import ctypes
import socket
import struct
import sys

port, share = int(sys.argv[1]), sys.argv[2]
attach_filter = 51  # SO_ATTACH_REUSEPORT_CBPF
return_constant = 0x06  # BPF_RET | BPF_K: always the same listener of the group

# Only this copy is closed: the other program goes on listening.
with socket.socket(fileno=3) as other:
    other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)

mine = socket.socket()
mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
# Connections that are open or have just been closed are in nobody's way.
mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
mine.bind(("127.0.0.1", port))
mine.listen(1024)
if share == "all":
    second = ctypes.create_string_buffer(struct.pack("HBBI", return_constant, 0, 0, 1))
    program = struct.pack("HL", 1, ctypes.addressof(second))
    mine.setsockopt(socket.SOL_SOCKET, attach_filter, program)
print("ready", flush=True)

kept = []
while True:
    kept.append(mine.accept())
    print(".", end="", flush=True)
