"""Reads TensorBoard event files without TensorBoard: every checksum, every message, by the published formats alone.

usage: read_events.py FILE    prints {"version": ..., "scalars": [[tag, step, wall_time, value], ...]} as JSON

Formats: record framing and masked CRC-32C of TensorFlow's record_writer.cc; tensorflow/core/util/event.proto and
framework/summary.proto for the numbers of fields; the wire format of Protocol Buffers. Standard library only.
"""
import json
import struct
import sys


def crc_table():
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
        table.append(crc)
    return table


TABLE = crc_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    at = 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        (length_crc,) = struct.unpack_from("<I", data, at + 8)
        assert length_crc == masked(data[at:at + 8]), f"checksum of a length at {at}"
        content = data[at + 12:at + 12 + length]
        assert len(content) == length, f"cut off at {at}"
        (crc,) = struct.unpack_from("<I", data, at + 12 + length)
        assert crc == masked(content), f"checksum of a record at {at}"
        yield content
        at += 16 + length


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        wire = tag & 7
        if wire == 0:
            value, at = varint(data, at)
        elif wire == 1:
            value, at = data[at:at + 8], at + 8
        elif wire == 2:
            size, at = varint(data, at)
            value, at = data[at:at + size], at + size
            assert len(value) == size
        elif wire == 5:
            value, at = data[at:at + 4], at + 4
        else:
            raise AssertionError(f"wire type {wire}")
        yield tag >> 3, value


def main():
    assert crc32c(b"123456789") == 0xE3069283  # the check value of CRC-32C
    version, scalars = None, []
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    for index, record in enumerate(records(data)):
        event = list(fields(record))
        by_field = dict(event)
        (wall,) = struct.unpack("<d", by_field[1])
        step = by_field.get(2, 0)
        if index == 0:
            version = by_field[3].decode()
        for value in (v for f, v in fields(by_field.get(5, b"")) if f == 1):
            parts = dict(fields(value))
            (number,) = struct.unpack("<f", parts[2])
            scalars.append([parts[1].decode(), step, wall, None if number != number else number])
    print(json.dumps({"version": version, "scalars": scalars}))


main()
