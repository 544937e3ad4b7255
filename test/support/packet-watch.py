"""Counts the IP packets that leave over one device, and prints every one that is not for HOST:PORT.

Usage: packet-watch.py DEVICE HOST PORT. Ends with a line of JSON when its input is closed,
in which the names are those that were asked of a name server.
"""

import json
import select
import socket
import struct
import sys

device, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
every_protocol = 0x0003
sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(every_protocol))
sniffer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
sniffer.bind((device, every_protocol))
print("watching", flush=True)


def asked(question):
    """The name in a DNS question (RFC 1035, 4.1.2)."""
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode("latin1"))
        at += 1 + question[at]
    return ".".join(labels)


allowed, allowed_bytes, others, names = 0, 0, [], []
while True:
    ready, _, _ = select.select([sniffer, sys.stdin], [], [])
    if sniffer in ready:
        packet, (_, kind, direction, _, _) = sniffer.recvfrom(65535)
        if direction != socket.PACKET_OUTGOING or kind == 0x0806:
            continue
        if kind != 0x0800:
            others.append(f"ethertype {kind:#06x}")
            continue
        header = (packet[0] & 15) * 4
        protocol, to = packet[9], socket.inet_ntoa(packet[16:20])
        to_port = struct.unpack("!H", packet[header + 2 : header + 4])[0] if protocol in (6, 17) else 0
        if protocol == 6 and to == host and to_port == port:
            allowed += 1
            allowed_bytes += len(packet)
        else:
            others.append(f"protocol {protocol} to {to}:{to_port}")
        if protocol == 17 and to_port == 53:
            names.append(asked(packet[header + 8 :]))
    elif sys.stdin in ready:
        break

found = {"allowed": allowed, "allowedBytes": allowed_bytes, "others": others, "names": names}
print(json.dumps(found), flush=True)
