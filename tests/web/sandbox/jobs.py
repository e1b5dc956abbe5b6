"""Jobs for the child that do what a broken or taken-over parser might do."""

import ctypes
import os
import select
import socket

from msgspec import Struct, msgpack

from summitry.kit.errors import SummitryError
from summitry.package.problems import PackageRefused, Problem


class Told(Struct):
    text: str


def echo(data, asked):
    return Told(f"{msgpack.decode(asked)}: {data.decode()}")


def refuse(_data, _asked):
    raise SummitryError("test.refused", what="it", count=3)


def refuse_many(_data, _asked):
    raise PackageRefused([Problem(file="a", row=2, code="x"), Problem(file="a", code="y")], more=7)


def abort(_data, _asked):
    os.abort()


def hang(_data, _asked):
    select.select([], [], [])


def spin(_data, _asked):
    while True:
        pass


def babble(_data, _asked):
    os.write(1, b"hello")
    os._exit(0)


def tell_another_type(_data, _asked):
    return {"text": 5}


def take_memory(_data, _asked):
    return Told(str(len(bytearray(600 * 1024 * 1024))))


def fill_disk(_data, asked):
    with open(msgpack.decode(asked), "wb") as file:  # noqa: PTH123  # as an attacker would
        file.write(bytes(60_000_000))
    return Told("filled")


def fork_often(_data, _asked):
    if os.getuid() == 0:
        os.setuid(65534)
    for count in range(1_000):
        try:
            if os.fork() == 0:
                select.select([], [], [], 5)
                os._exit(0)
        except BlockingIOError:
            return Told(f"stopped after {'few' if count <= 16 else 'many'}")
    return Told("never stopped")


def call_home(_data, asked):
    with socket.socket() as reached:
        reached.settimeout(2)
        return Told(str(reached.connect_ex(("127.0.0.1", msgpack.decode(asked))) == 0))


def look_around(_data, asked):
    path = msgpack.decode(asked)
    found = sorted(os.listdir(path)) if os.path.isdir(path) else []  # noqa: PTH112, PTH208  # as an attacker would
    return Told(f"{found} {sorted(os.environ)}")


def gain(_data, _asked):
    return Told(str(ctypes.CDLL(None).prctl(39, 0, 0, 0, 0)))
