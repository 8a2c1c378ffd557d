"""JSON read strictly and written exactly: decimals stay decimals, doubtful text is refused."""

import json
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Json: TypeAlias = "bool | int | Decimal | str | Sequence[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]


class JsonTextError(ValueError):
    """The bytes are not JSON as this platform accepts it."""


def parse(data: bytes) -> Json:
    """Read UTF-8 JSON; numbers with a fraction or an exponent become Decimal.

    Raises:
        JsonTextError: Not UTF-8, not JSON, NaN or Infinity, a key given twice, or nested too deep.
    """
    try:
        value: Json = json.loads(
            data.decode("utf-8"),
            parse_float=Decimal,
            parse_int=_whole,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique_keys,
        )
    except RecursionError as error:
        message = "nested too deep"
        raise JsonTextError(message) from error
    except JsonTextError:
        raise
    except (ValueError, ArithmeticError) as error:
        raise JsonTextError(str(error)) from error
    return value


def encode(value: Json) -> bytes:
    """Write JSON as UTF-8; a Decimal becomes a plain number with exactly its own digits."""
    return _text(value).encode("utf-8")


def _text(value: Json) -> str:
    if isinstance(value, dict):
        return (
            "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{_text(item)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, Decimal):
        return format(value, "f")
    if value is None or isinstance(value, bool | int | str):
        return json.dumps(value, ensure_ascii=False)
    return "[" + ",".join(_text(item) for item in value) + "]"


def _whole(digits: str) -> int | Decimal:
    # int("-0") would hide a negative zero from the checks.
    return Decimal(digits) if digits == "-0" else int(digits)


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not a JSON number"
    raise JsonTextError(message)


def _unique_keys(pairs: list[tuple[str, Json]]) -> JsonObject:
    found: JsonObject = {}
    for key, value in pairs:
        if key in found:
            message = f"key {key!r} is given twice"
            raise JsonTextError(message)
        found[key] = value
    return found
