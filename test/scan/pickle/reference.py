"""What CPython's own readers make of pickles: one stream of hexadecimal digits a line in, one JSON object a line out.

Nothing is imported and nothing is called: every name, whatever it is, is refused and an inert stand-in takes its place, so
that the stream goes on and shows where it goes.
"""

import io
import json
import pickle
import pickletools
import sys


class Inert(type):
    def __setitem__(cls, key, value):
        pass


class StandIn(metaclass=Inert):
    """Takes whatever an unpickler does to an object, and does nothing."""

    def __new__(cls, *args, **keywords):
        if not isinstance(cls, type):
            raise TypeError("no class")
        return object.__new__(cls)

    def __init__(self, *args, **keywords):
        pass

    def __call__(self, *args):
        return StandIn()

    def __setitem__(self, key, value):
        pass

    __setstate__ = append = extend = add = staticmethod(lambda *args: None)


def show(value, depth=0):
    if value is None or isinstance(value, (bool, str)):
        return value if not isinstance(value, str) else "str " + value.encode("utf-16-le", "surrogatepass").hex()
    if isinstance(value, int):
        return "int " + (str(value) if -(10**300) < value < 10**300 else "long")
    if isinstance(value, float):
        return "float"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return "bytes " + bytes(value).hex()
    if isinstance(value, (tuple, list)):
        name = type(value).__name__
        return [name] + ([show(item, depth + 1) for item in value[:50]] if depth < 5 else [])
    return "dict" if isinstance(value, dict) else "set" if isinstance(value, (set, frozenset)) else "?"


def events_of(base):
    """A reader that tells what it asks for."""

    class Reader(base):
        def __init__(self, file):
            super().__init__(file)
            self.events = []
            self.codes = []

        def find_class(self, module, name):
            self.events.append(["global", module, name])
            return StandIn

        def persistent_load(self, pid):
            self.events.append(["persistent"])
            return StandIn()

    return Reader


CReader = events_of(pickle.Unpickler)
PythonReader = events_of(pickle._Unpickler)


def watched(code, handler):
    def step(self):
        self.codes.append(code)
        handler(self)

    return step


PythonReader.dispatch = {code: watched(code, handler) for code, handler in pickle._Unpickler.dispatch.items()}


def read(reader_class, file):
    reader = reader_class(file)
    try:
        value, stopped = show(reader.load()), True
    except MemoryError:
        return None
    except Exception:
        value, stopped = None, False
    return {"events": reader.events, "codes": reader.codes, "stopped": stopped, "value": value}


def disassemble(data):
    codes, whole = [], True
    try:
        for opcode, _, _ in pickletools.genops(data):
            codes.append(ord(opcode.code))
    except Exception:
        whole = False
    return {"codes": codes, "whole": whole}


class Unpeekable(io.RawIOBase):
    """A stream that cannot be looked ahead in, as those of archives and sockets."""

    def __init__(self, data):
        self.inner = io.BytesIO(data)
        self.read = self.inner.read
        self.readline = self.inner.readline
        self.readinto = self.inner.readinto


def memory_file(data):
    """All in memory, as `pickle.loads` has it: the whole stream can be peeked at."""

    class Peekable(io.BytesIO):
        def peek(self, size=-1):
            at = self.tell()
            return self.getvalue()[at:]

    return Peekable(data)


def main():
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
    except (ImportError, ValueError):
        pass
    for line in sys.stdin:
        data = bytes.fromhex(line)
        print(
            json.dumps(
                {
                    "c": read(CReader, memory_file(data)),
                    "stream": read(CReader, Unpeekable(data)),
                    "python": read(PythonReader, io.BytesIO(data)),
                    "pickletools": disassemble(data),
                }
            )
        )


main()
