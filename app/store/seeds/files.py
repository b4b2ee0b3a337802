"""Seed files -> checked records. Every error names file, record and field, and what is allowed."""

import difflib
import hashlib
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.domain.errors import SeedError
from app.store.seeds.links import SeedData, broken_links
from app.store.seeds.schema import (
    AgreementSeed,
    BaseSeed,
    CountrySeed,
    OfficialSeed,
    PageSeed,
    PublisherSeed,
    Seed,
    StatementSeed,
)

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_ERRORS = 100  # shown; a file that is broken throughout is not read to the end by anyone

# Which files hold which records, in the order in which they are loaded.
PATTERNS: dict[str, type[Seed]] = {
    "countries.yaml": CountrySeed,
    "publishers*.yaml": PublisherSeed,
    "officials.yaml": OfficialSeed,
    "offices.yaml": OfficialSeed,
    "bases*.yaml": BaseSeed,
    "agreements*.yaml": AgreementSeed,
    "statements.yaml": StatementSeed,
    "pages.yaml": PageSeed,
}

try:
    from yaml import CSafeLoader as _YamlLoader
except ImportError:  # a PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _YamlLoader  # type: ignore[assignment]


def seed_files(folder: Path) -> dict[str, bytes]:
    """The seed files of `folder` by name, in loading order. Raises SeedError: one is missing or too large."""
    if not folder.is_dir():
        raise SeedError(f"{folder}: no such folder; give the one that holds the seed files")
    found: dict[str, bytes] = {}
    for pattern in PATTERNS:
        paths = sorted(folder.glob(pattern))
        if not paths:
            raise SeedError(f"{folder / pattern}: no such file; the seeds need it")
        for path in paths:
            if path.stat().st_size > MAX_FILE_BYTES:
                raise SeedError(
                    f"{path}: {path.stat().st_size} bytes, at most {MAX_FILE_BYTES}: split the file"
                )
            found[path.name] = path.read_bytes()
    return found


def file_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def parse_seeds(folder: Path, contents: dict[str, bytes]) -> SeedData:
    """Read and check all files. Raises SeedError that lists every error of every file, one a line."""
    data, errors = SeedData(), []
    for pattern, model in PATTERNS.items():
        group = pattern.removesuffix(".yaml").rstrip("*")
        for name in (name for name in contents if Path(name).match(pattern)):
            path = folder / name
            try:
                records = _records(contents[name])
            except SeedError as error:
                errors.append(f"{path}: {error}")
                continue
            for number, raw in enumerate(records, 1):
                try:
                    seed = model.model_validate(raw)
                except ValidationError as invalid:
                    label = _label(raw, model, number)
                    errors += [f"{path}: {label}: {line}" for line in _explain(invalid, model)]
                    continue
                getattr(data, group).append(seed)
                if (key := f"{group}:{seed.key}") in data.files:
                    errors.append(
                        f"{path}: {seed.key}: {model.KEY}: is used twice; first in {data.files[key]}"
                    )
                data.files[key] = str(path)
    if not errors:
        errors = list(broken_links(data))
    if errors:
        more = [f"… and {len(errors) - MAX_ERRORS} more"] if len(errors) > MAX_ERRORS else []
        raise SeedError("\n".join(errors[:MAX_ERRORS] + more))
    return data


class _UniqueKeyLoader(_YamlLoader):
    """Safe YAML in which a key that stands twice in one mapping is an error, not a silent overwrite."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(
                None, None, f"{key!r} is no field name", key_node.start_mark
            )
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"{key} stands twice", key_node.start_mark)
        seen.add(key)
    found: dict[Hashable, Any] = yaml.constructor.SafeConstructor.construct_mapping(loader, node, deep=True)
    return found


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _records(content: bytes) -> list[Any]:
    try:
        loaded = yaml.load(content.decode(), _UniqueKeyLoader)  # noqa: S506  # a safe loader, made stricter
    except UnicodeDecodeError as error:
        raise SeedError(f"is not UTF-8 at byte {error.start}: save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise SeedError(f"{line}{error.problem or 'is not YAML'}") from None
    except yaml.YAMLError as error:
        raise SeedError(f"is not YAML: {error}") from None
    except RecursionError:
        raise SeedError("is nested too deeply") from None
    if not isinstance(loaded, list):
        raise SeedError("must be a list of records, each beginning with `- `")
    return loaded


def _label(raw: object, model: type[Seed], number: int) -> str:
    key = raw.get(model.KEY) if isinstance(raw, dict) else None
    return key if isinstance(key, str) and key else f"record {number}"


def _explain(invalid: ValidationError, model: type[Seed]) -> Iterator[str]:
    for error in invalid.errors(include_url=False):
        where = ""
        for part in error["loc"]:
            where += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if where else str(part)
        what = _message(error, model)
        yield f"{where}: {what}" if where else what


def _message(error: ErrorDetails, model: type[Seed]) -> str:
    value, context = error["input"], error.get("ctx", {})
    match error["type"]:
        case "enum":
            allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
            return f"{value!r} is not one of {allowed}"
        case "missing":
            return "is missing"
        case "extra_forbidden":
            fields = list(model.model_fields) if len(error["loc"]) == 1 else []
            near = difflib.get_close_matches(str(error["loc"][-1]), fields, n=1)
            hint = (
                f"did you mean {near[0]}?" if near else f"allowed are {', '.join(fields)}" if fields else ""
            )
            return f"is no field of this record{': ' + hint if hint else ''}"
        case "value_error":
            return str(context["error"])
        case "string_type":
            return f"{value!r} is no text"
    return f"{error['msg'][0].lower()}{error['msg'][1:]} (it is {str(value)[:60]!r})"
