"""What every kind of object brings along: names, makers, facts, copy, attributes, options."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """One kind of object, as one group of pictures shows it.

    `models` are (brand, model, code, price in euro); the first is given to most colours. A fact is one
    value for all models or a list with one value per model; copy, specs and attributes name it in braces.
    `options` is (name, [(value, price factor, code)], index of the usual one).
    """

    key: str
    names: list[str]
    models: list[tuple[str, str, str, float]]
    specs: list[str]
    copy: list[str]
    attributes: dict[str, str]
    facts: dict = field(default_factory=dict)
    options: tuple | None = None


KINDS: dict[str, Kind] = {}


def kind(key, **rest):
    """Writes one kind into the vocabulary."""
    assert key not in KINDS, key
    KINDS[key] = Kind(key=key, **rest)
