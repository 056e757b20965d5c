"""GoogleSQL's parser, analyzer and reference evaluator: a WebAssembly module (of the package zetasql), and calls into it.

The package has a client of its own, which compiles the module at every start and copies byte by byte.
"""

import ctypes
import os
import sys

import wasmtime
from google.protobuf.empty_pb2 import Empty  # noqa: F401 the answer of what answers nothing
from zetasql.core.wasm_client import get_tzinfo_dir
from zetasql.wasi import get_wasm_path

SIZE_BYTES = 4


class Module:
    def __init__(self):
        config = wasmtime.Config()
        config.shared_memory = True
        self.engine = wasmtime.Engine(config)
        self.module = compiled(self.engine)
        self.start()

    def start(self):
        wasi = wasmtime.WasiConfig()
        wasi.inherit_stderr()
        wasi.preopen_dir(get_tzinfo_dir(), "/usr/share/zoneinfo")
        self.store = wasmtime.Store(self.engine)
        self.store.set_wasi(wasi)
        linker = wasmtime.Linker(self.engine)
        linker.define_wasi()
        self.exports = linker.instantiate(self.store, self.module).exports(self.store)
        self.exports["_initialize"](self.store)

    def run(self, function, *arguments):
        return self.exports[function](self.store, *arguments)

    def address(self, pointer):
        # Memory may move when it grows, so that no address is kept.
        return ctypes.addressof(self.exports["memory"].data_ptr().contents) + pointer

    def read(self, pointer, size):
        return ctypes.string_at(self.address(pointer), size)

    def call(self, method, request, answer_type):
        """An answer of the service, or an error in its words."""
        sent = request.SerializeToString()
        try:
            argument = self.run("wasm_malloc", max(len(sent), 1))
            size = self.run("wasm_malloc", SIZE_BYTES)
            ctypes.memmove(self.address(argument), sent, len(sent))
            result = self.run(f"ZetaSqlLocalService_{method}", argument, len(sent), size)
            if result:
                received = self.read(result, int.from_bytes(self.read(size, SIZE_BYTES), "little"))
                self.run("wasm_free", result)
            else:
                error = self.read(self.run("wasm_get_last_error"), self.run("wasm_get_last_error_size")).decode()
            self.run("wasm_free", argument)
            self.run("wasm_free", size)
        except (wasmtime.Trap, wasmtime.WasmtimeError) as trap:
            # A check of the evaluator's own has failed; nothing is known of its state.
            self.start()
            raise Crash("GoogleSQL's evaluator crashed") from trap
        if not result:
            raise ValueError(error.partition("Message: ")[2] or error)
        return answer_type.FromString(received)


class Crash(Exception):
    """The module was started afresh: it knows no catalogue any more."""


def compiled(engine):
    """The module, compiled once for this installation."""
    kept = os.path.join(sys.prefix, "googlesql.compiled")
    try:
        return wasmtime.Module.deserialize_file(engine, kept)
    except (OSError, wasmtime.WasmtimeError):
        module = wasmtime.Module.from_file(engine, get_wasm_path())
    unfinished = f"{kept}.{os.getpid()}"
    with open(unfinished, "wb") as file:
        file.write(module.serialize())
    os.replace(unfinished, kept)
    return module
