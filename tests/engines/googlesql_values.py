"""Values and types of GoogleSQL: from text to protocol buffers, and back to text."""

import datetime
import json
from decimal import Decimal, localcontext

from zetasql.wasi._pb2.zetasql.public import type_pb2, value_pb2

from engines import protocol

EPOCH = datetime.date(1970, 1, 1)
EPOCH_TIME = datetime.datetime(1970, 1, 1)
NUMERIC_SCALE, BIGNUMERIC_SCALE = 9, 38
# The most digits that a BIGNUMERIC has.
DIGITS = 77

KINDS = {
    "boolean": type_pb2.TYPE_BOOL,
    "integer": type_pb2.TYPE_INT64,
    "float": type_pb2.TYPE_DOUBLE,
    "text": type_pb2.TYPE_STRING,
    "date": type_pb2.TYPE_DATE,
    "timestamp": type_pb2.TYPE_DATETIME,
}
NAMES = {
    **{kind: name for name, kind in KINDS.items()},
    type_pb2.TYPE_NUMERIC: "decimal(38,9)",
    type_pb2.TYPE_BIGNUMERIC: "decimal(76,38)",
    type_pb2.TYPE_TIMESTAMP: "instant",
}


def kind_of(column, instant):
    """The type that a column to be loaded is stored as."""
    if column.kind == "decimal":
        small = column.scale <= NUMERIC_SCALE and column.precision - column.scale <= 38 - NUMERIC_SCALE
        return type_pb2.TYPE_NUMERIC if small else type_pb2.TYPE_BIGNUMERIC
    if column.kind == "timestamp" and instant:
        return type_pb2.TYPE_TIMESTAMP
    return KINDS[column.kind]


def type_name(type_):
    return NAMES.get(type_.type_kind) or type_pb2.TypeKind.Name(type_.type_kind).removeprefix("TYPE_").lower()


def value(kind, text):
    """A value from text."""
    found = value_pb2.ValueProto()
    if text is None:
        return found
    if kind == type_pb2.TYPE_BOOL:
        found.bool_value = protocol.boolean(text)
    elif kind == type_pb2.TYPE_INT64:
        found.int64_value = int(text)
    elif kind == type_pb2.TYPE_DOUBLE:
        found.double_value = float(text)
    elif kind == type_pb2.TYPE_STRING:
        found.string_value = text
    elif kind == type_pb2.TYPE_DATE:
        found.date_value = (datetime.date.fromisoformat(text) - EPOCH).days
    elif kind == type_pb2.TYPE_NUMERIC:
        found.numeric_value = scaled(text, NUMERIC_SCALE)
    elif kind == type_pb2.TYPE_BIGNUMERIC:
        found.bignumeric_value = scaled(text, BIGNUMERIC_SCALE)
    else:
        time = datetime.datetime.fromisoformat(text)
        if kind == type_pb2.TYPE_DATETIME:
            found.datetime_value.bit_field_datetime_seconds = bits(time)
            found.datetime_value.nanos = time.microsecond * 1000
        else:
            past = time - EPOCH_TIME
            found.timestamp_value.seconds = past.days * 86_400 + past.seconds
            found.timestamp_value.nanos = past.microseconds * 1000
    return found


def scaled(text, scale):
    """A decimal as its digits without the point, in the fewest bytes of two's complement, the lowest first."""
    with localcontext() as context:
        context.prec = DIGITS
        number = Decimal(text).scaleb(scale)
    if number != number.to_integral_value():
        raise ValueError(f"{text} has more than {scale} digits after the point")
    digits = int(number)
    return digits.to_bytes((digits + (digits < 0)).bit_length() // 8 + 1, "little", signed=True)


def bits(time):
    return (((((time.year << 4 | time.month) << 5 | time.day) << 5 | time.hour) << 6 | time.minute) << 6) | time.second


def text(type_, value):
    """A value as text."""
    field = value.WhichOneof("value")
    if field is None:
        return None
    found = getattr(value, field)
    if field == "date_value":
        return (EPOCH + datetime.timedelta(days=found)).isoformat()
    if field in ("numeric_value", "bignumeric_value"):
        return decimal_text(found, NUMERIC_SCALE if field == "numeric_value" else BIGNUMERIC_SCALE)
    if field == "datetime_value":
        return time_text(unpacked(found.bit_field_datetime_seconds), found.nanos)
    if field == "timestamp_value":
        return time_text(EPOCH_TIME + datetime.timedelta(seconds=found.seconds), found.nanos)
    if field == "array_value":
        element = type_.array_type.element_type
        return json.dumps([text(element, part) for part in found.element], ensure_ascii=False)
    if field == "struct_value":
        pairs = zip(type_.struct_type.field, found.field)
        return json.dumps([text(part.field_type, value) for part, value in pairs], ensure_ascii=False)
    if type_.type_kind not in NAMES:
        raise ValueError(f"values of the type {type_name(type_)} have no text here")
    return protocol.text(found)


def decimal_text(found, scale):
    with localcontext() as context:
        context.prec = DIGITS
        return protocol.text(Decimal(int.from_bytes(found, "little", signed=True)).scaleb(-scale))


def unpacked(bits):
    parts = []
    for width in (6, 6, 5, 5, 4):
        parts.append(bits & (1 << width) - 1)
        bits >>= width
    return datetime.datetime(bits, *reversed(parts))


def time_text(time, nanoseconds):
    return time.isoformat(sep=" ") + (f".{nanoseconds:09d}".rstrip("0") if nanoseconds else "")
