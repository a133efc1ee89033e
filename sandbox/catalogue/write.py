"""Writes the practice world's catalogue from its vocabulary.

Usage: python3 write.py HOUSE_FILE

Reads pictures.json, writes things.json and listings/<marketplace>.json beside this file and the house's own
shelf to HOUSE_FILE. The same vocabulary always gives the same files: every choice is a digest of what it is
about, so a new kind of object leaves all others as they were.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

from words import KINDS
from words import arabic, french
from words.shops import (
    CHOICE, CONDITION, CURRENCY_PER_EURO, FAMILIES, NOISE, PREFIXES, SHOPS, SHOUTS, TAILS,
)

HERE = Path(__file__).parent
TALES = {"Earth": "earth colours", "Ocean": "ocean colours", "Pastel": "pastel colours", "Bright": "bright colours",
         "Natural": "natural wood", "Rainbow": "rainbow colours", "Monochrome": "black, grey and white",
         "Brights": "bright colours", "Blues": "shades of blue"}
# Colours that name a part of the thing stand behind a comma.
PARTS = {"lid", "pot", "handle", "grip", "base", "handles", "box", "cover", "covers", "ceramic"}
# A few titles as careless sellers write them: pages must show them as they are.
UNTIDY = {
    ("kitemart", "screwdrivers"): ' <b>SALE</b> 5" & 7"', ("kitemart", "monitor"): ' <b>27"</b> & FREE cable', ("kitemart", "t-shirts"): " <br>S/M/L & XL",
    ("nomad", "tent"): ' <2.2 kg & 6\'2" tall', ("lumen", "lipstick"): ' "Rouge & Co" <i>outlet</i>', ("baobab", "table-lamp"): " <strong>PROMO</strong> & cadeau",
    ("baobab", "notebook"): ' "édition limitée" <A5>', ("harbor", "hardcover"): ' (signed by "T & H")', ("shelf", "hammer"): ' 13" & 16 oz <steel>',
    ("kitemart", "puzzle-cube"): " 100% <font color=red>NEW</font> &amp; BOXED",
}


def digest(*parts) -> int:
    """A number that belongs to `parts` for good."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, parts)).encode()).digest()[:8])


def pick(choices, *parts):
    return choices[digest(*parts) % len(choices)]


def between(low: float, high: float, *parts) -> float:
    return low + (high - low) * (digest(*parts) % 10_000) / 10_000


def gtin(brand: str, item: int) -> str:
    body = f"{PREFIXES[brand]}{item:05d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def sentence(text: str) -> str:
    """Capital first, and "an" where a vowel follows."""
    text = re.sub(r"\b([Aa]) (?=[aeio](?!ne\b))", r"\1n ", text)
    return text[0].upper() + text[1:]


# ---------------------------------------------------------------- things


def things() -> list[dict]:
    pictures: dict[tuple, list] = {}
    for picture in json.loads((HERE / "pictures.json").read_text()):
        pictures.setdefault((picture["category"], picture["archetype"]), []).append(picture)
    found, items = [], {}

    def thing(key, category, kind, maker, colour, shown, choices=()):
        brand, model, code, price = maker
        items[brand] = items.get(brand, 10 + digest(brand) % 700) + 1 + digest(key) % 7
        found.append({
            "key": key, "gtin": gtin(brand, items[brand]), "category": category, "kind": kind, "brand": brand, "model": model,
            "code": code, "colour": colour, "keywords": keywords(kind),
            "pictures": [{"stem": p["file"].removesuffix(".webp"), "alt": p["alt"]} for p in shown],
            "_price": price, "_choices": choices,
        })

    for (category, kind), shown in pictures.items():
        colours = list(dict.fromkeys(p["colour"] for p in shown))
        models = KINDS[kind].models
        for place, colour in enumerate(colours):
            mine = [p for p in shown if p["colour"] == colour]
            key = mine[0]["file"].split("/")[1].removesuffix(".webp")
            maker = models[0 if place < (len(colours) * 3 + 4) // 5 else 1]
            thing(key, category, kind, maker, colour, mine)
        if kind in FAMILIES:
            mains = [p for p in shown if p["angle"] == "main"]
            thing(f"{kind}-family", category, kind, FAMILIES[kind], "", mains, [(p["colour"], p["file"].removesuffix(".webp")) for p in mains])
    return found


def keywords(kind: str) -> list[str]:
    words = KINDS[kind].names[:2]
    words = words + french.FRENCH.get(kind, ([],))[0][:1] + arabic.ARABIC.get(kind, ([],))[0][:1]
    return list(dict.fromkeys(words))


def facts(thing: dict, lang: str) -> dict:
    """What the braces in copy, specs and attributes stand for."""
    kind = KINDS[thing["kind"]]
    place = next((i for i, m in enumerate(kind.models) if m[1] == thing["model"]), len(kind.models) - 1)
    known = {name: value if isinstance(value, str) else value[place] for name, value in kind.facts.items()}
    if lang == "fr":
        known = {k: re.sub(r"(\d)\.(\d)", r"\1,\2", v) for k, v in known.items()}
    if lang == "ar":
        units = {"ml": "مل", "cm": "سم", "mm": "مم", "kg": "كغ", "g": "غ", "l": "لتر", "h": "ساعة", "W": "واط", "m": "م"}
        known = {k: re.sub(r"\b(\d|10) h\b", r"\1 ساعات", v) for k, v in known.items()}
        known = {k: re.sub(r"(?<=\d) (ml|cm|mm|kg|g|l|h|W|m)\b", lambda m: " " + units[m[1]], v) for k, v in known.items()}
    colour = spoken_colour(thing, lang)
    return known | {"colour": colour, "Colour": colour[0].upper() + colour[1:]}


def spoken_colour(thing: dict, lang: str) -> str:
    colour = thing["colour"]
    if not colour:
        return CHOICE[lang]
    if lang == "fr":
        return french.COLOURS[colour]
    if lang == "ar":
        return arabic.COLOURS[colour]
    return TALES.get(colour, colour[0].lower() + colour[1:])


# ---------------------------------------------------------------- words of a listing


def title(shop, thing: dict, lang: str) -> str:
    kind, key = KINDS[thing["kind"]], (shop.key, thing["key"])
    known = facts(thing, lang)
    brand, model, code = thing["brand"], thing["model"], thing["code"]
    specs = [s.format(**known) for s in kind.specs]
    turn = digest("specs", *key) % len(specs)
    specs = specs[turn:] + specs[:turn]
    colour = known["colour"] if thing["colour"] else {"en": f"{len(thing['_choices'])} colours", "fr": "plusieurs couleurs", "ar": "عدة ألوان"}[lang]
    if lang != "en":
        names = (french.FRENCH if lang == "fr" else arabic.ARABIC)[thing["kind"]][0]
        name = pick(names, "name", *key)
        form = pick(["{name} {brand} {model} – {colour}", "{name} {colour} | {brand}", "{name} «{model}» {colour} – {brand}", "{name} {colour}"], "form", *key)
        if lang == "fr":
            form = pick(["{f}", "{f}", "{f}", "PROMO {f}", "{f} LIVRAISON RAPIDE", "NOUVEAU 2026 {f}"], "shout", *key).replace("{f}", form)
        text = form.format(name=name, brand=brand, model=model, colour=colour)
    else:
        name = pick(kind.names, "name", *key)
        if shop.key == "kitemart":
            form = pick(["【{shout}】{NAME} {brand} {code} {a} {b} {colour} {noise}", "{NAME} {a} {b} {colour} {brand} {noise} {shout}", "[{shout}] {brand} {code} {NAME} / {a} / {b} / {c} / {colour}", "{brand} {NAME} {colour} {a} {b} {c} {noise}"], "form", *key)
        elif shop.key == "nomad":
            form = pick(["{brand} {code} {Name}, {a}, {b}, {colour} [{sku}]", "{brand} {model} {Name}, {a}, {colour} ({sku})", "{code} {Name} {a} {b} {colour} - {brand} [{sku}]"], "form", *key)
        elif shop.key == "lumen":
            form = pick(["{brand} {model} {Name}, {a}, {colour} - {condition}", "{brand} {Name} {code} ({a}, {b}) {colour} - {condition}", "{condition}: {brand} {model} {Name}, {a}, {colour}"], "form", *key)
        elif shop.key == "harbor":
            form = pick(["{brand} {model} {name}, {colour}", "{model} {name} in {colour} by {brand}", "{brand} {model} {name}, {a}, {colour}", "{Name} {model}, {colour}, {a}"], "form", *key)
        else:
            form = pick(["{brand} {model} {name}, {colour}", "{brand} {model}: {name}, {a}", "{brand} {model} {name}, {a}, {colour}"], "form", *key)
        if not thing["colour"] or thing["colour"].split()[-1] in PARTS:
            form = form.replace(" in {colour}", ", {colour}")
        Name = name[0].upper() + name[1:]
        text = form.format(
            name=name, Name=Name, NAME=name.upper(), brand=brand, model=model, code=code, colour=colour, sku=sku(thing), a=specs[0], b=specs[1], c=specs[2],
            shout=pick(SHOUTS, "shout", *key), noise=pick(NOISE, "noise", *key), condition=pick(CONDITION, "condition", *key),
        )
    return " ".join(text.split())


def sku(thing: dict) -> str:
    letters = "".join(word[:3] for word in thing["colour"].upper().replace(" AND ", " ").split())[:6] or "MIX"
    return f"{thing['code']}-{letters}"


def description(shop, thing: dict, lang: str) -> str:
    key = (shop.key, thing["key"])
    known = facts(thing, lang)
    if lang == "en":
        copy = KINDS[thing["kind"]].copy
    else:
        copy = (french.FRENCH if lang == "fr" else arabic.ARABIC)[thing["kind"]][1]
    opener, rest = copy[0], list(copy[1:])
    keep = min(len(rest), {"harbor": 4, "kitemart": 2, "baobab": 3, "nomad": 1, "lumen": 2, "shelf": 3}[shop.key])
    while len(rest) > keep:
        rest.pop(digest("drop", len(rest), *key) % len(rest))
    parts = [sentence(part.format(**known)) for part in [opener, *rest]]
    if shop.key == "nomad":
        parts.append("Spec: " + "; ".join(s.format(**known) for s in KINDS[thing["kind"]].specs) + ".")
    if shop.key == "kitemart" and digest("caps", *key) % 3 == 0:
        parts[0] = parts[0].upper()
    tail = pick(TAILS.get(shop.key, [""]), "tail", *key)
    return " ".join([*parts, tail]).strip()


def attributes(shop, thing: dict, lang: str) -> list[list[str]]:
    known = facts(thing, lang)
    if lang == "en":
        table, colour = KINDS[thing["kind"]].attributes, "Colour"
    else:
        table, colour = (french.FRENCH if lang == "fr" else arabic.ARABIC)[thing["kind"]][2], {"fr": "Couleur", "ar": "اللون"}[lang]
    rows = [[name, sentence(value.format(**known))] for name, value in table.items()]
    if thing["colour"]:
        rows.append([colour, known["Colour"]])
    return rows[1:] if shop.key == "kitemart" and digest("bare", thing["key"]) % 4 == 0 else rows


# ---------------------------------------------------------------- numbers of a listing


def charm(currency: str, euro: float) -> int:
    """A price as shops write it, in minor units."""
    amount = euro * CURRENCY_PER_EURO[currency]
    if currency == "JPY":
        return max(280, round(amount / 100) * 100 - 20)
    if currency == "TND":
        return max(2_500, round(amount * 2) * 500)
    if currency == "USD":
        return max(299, round(amount) * 100 - 1)
    return max(250, round(amount) * 100 if amount >= 40 else round(amount * 2) * 50 - 10)


def stock(*parts) -> int:
    roll = digest("stock", *parts) % 100
    if roll < 5:
        return 0
    return 1 + digest("few", *parts) % 5 if roll < 20 else 8 + digest("many", *parts) % 230


def rating(shop, thing: dict) -> tuple[int, int]:
    quality = between(3.45, 4.75, "quality", thing["brand"], thing["kind"], thing["colour"])
    stars = round(100 * (quality + between(-0.28, 0.2, "stars", shop.key, thing["key"])))
    low, high = shop.popularity
    count = round(low * (high / low) ** between(0, 1, "count", shop.key, thing["key"]))
    return min(490, max(310, stars)), count


def sells(shop, thing: dict) -> bool:
    if shop.key == "baobab" and thing["kind"] not in french.FRENCH:
        return False
    share = shop.taken.get(thing["kind"], shop.taken.get(thing["category"], 0))
    if shop.key == "kitemart" and thing["_choices"]:
        return True
    return digest("sells", shop.key, thing["key"]) % 100 < share


def nobody_sells(thing: dict) -> bool:
    return not any(sells(shop, thing) for shop in SHOPS)


def language(shop, thing: dict) -> str:
    if shop.key != "baobab":
        return "en"
    arabic_too = thing["kind"] in arabic.ARABIC and (not thing["colour"] or thing["colour"] in arabic.COLOURS)
    return "ar" if arabic_too and digest("language", thing["key"]) % 100 < 45 else "fr"


# ---------------------------------------------------------------- listings


class Numbers:
    """The marketplace's own way to number products and variants."""

    def __init__(self, shop):
        self.shop, self.product, self.variant = shop.key, 0, 0

    def next_product(self, thing: dict) -> str:
        self.product += 1
        n = self.product
        if self.shop == "baobab":
            self.variant = self.variant + 1 + digest("gap", n) % 9
            return str(1040 + self.variant)
        if self.shop == "lumen":
            letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
            signs = [letters[digest("asin", thing["key"], i) % 30] for i in range(7)]
            return "L0" + "".join(signs) + letters[digest("last", thing["key"]) % 22]
        return {"harbor": f"hp-{2000 + 7 * n}", "kitemart": f"KM{10_000_000 + 137 * n}", "nomad": str(n), "shelf": f"shelf-{n:04d}"}[self.shop]

    def next_variant(self, product: str, place: int, single: bool, code: str) -> str:
        if self.shop == "baobab":
            if single:
                return product
            self.variant += 1
            return str(1040 + self.variant)
        if self.shop == "nomad":
            # Products and variations share one row of numbers there; what has no choice is ordered by its own.
            self.variant += 1
            return product if single else str(10_000 + self.variant)
        if self.shop == "lumen":
            return product if single else product[:-1] + "0123456789"[place]
        return f"{product}-{code.lower() or 'one'}" if self.shop in ("harbor", "shelf") else f"{product}-{place + 1:02d}"


def options(shop, thing: dict) -> tuple[str, list[tuple]]:
    """Option name and its (value, factor, code, picture) rows; one row without a value when there is no choice."""
    kind = KINDS[thing["kind"]]
    if thing["_choices"]:
        return "Colour", [(colour, 1.0, str(i + 1), stem) for i, (colour, stem) in enumerate(thing["_choices"])]
    if not kind.options:
        return "", [("", 1.0, "", None)]
    name, values, usual = kind.options
    always = name in ("Size", "Length")
    if always or digest("options", shop.key, thing["key"]) % 100 < 62:
        rows = [(v, f, c, None) for v, f, c in values]
        return name, rows
    value, factor, code = values[usual]
    return name, [(value, factor, code, None)]


def listing(shop, thing: dict, numbers: Numbers) -> dict:
    lang = language(shop, thing)
    key = (shop.key, thing["key"])
    euro = thing["_price"] * shop.level * between(0.92, 1.09, "price", *key)
    product = numbers.next_product(thing)
    name, rows = options(shop, thing)
    words = {"fr": french.OPTIONS, "ar": arabic.OPTIONS}.get(lang, {})
    colours = {"fr": french.COLOURS, "ar": arabic.COLOURS}.get(lang, {})
    gone = digest("gone", *key) % 100 < 4
    variants = []
    for place, (value, factor, code, picture) in enumerate(rows):
        shown = words.get(value, colours.get(value, value)) if value else ""
        shown = shown[0].upper() + shown[1:] if shown else ""
        variant = {
            "id": numbers.next_variant(product, place, len(rows) == 1, code), "sku": f"{sku(thing)}-{code}".rstrip("-"), "title": shown,
            "options": [[words.get(name, name), shown]] if value else [], "price": charm(shop.currency, euro * factor),
            "stock": 0 if gone else stock(*key, place),
        }
        if picture:
            variant["picture"] = picture
        variants.append(variant)
    cheapest = min(v["price"] for v in variants)
    stars, count = rating(shop, thing)
    text = title(shop, thing, lang)
    made = {
        "external_id": product, "thing": thing["key"], "lang": lang, "title": text, "description": description(shop, thing, lang),
        "price": cheapest,
    }
    if digest("struck", *key) % 100 < shop.struck:
        more = between(1.12, 1.75 if shop.key in ("kitemart", "lumen") else 1.35, "was", *key)
        made["list_price"] = charm(shop.currency, cheapest_euro(shop, cheapest) * more)
    made |= {"rating": stars, "rating_count": count, "attributes": attributes(shop, thing, lang), "variants": variants}
    return made


def cheapest_euro(shop, price: int) -> float:
    minor = {"EUR": 100, "USD": 100, "JPY": 1, "TND": 1000}[shop.currency]
    return price / minor / CURRENCY_PER_EURO[shop.currency]


def catalogue(found: list[dict]) -> dict[str, list[dict]]:
    shelves = {}
    for shop in SHOPS:
        numbers, untidy, shelf = Numbers(shop), {k: v for k, v in UNTIDY.items() if k[0] == shop.key}, []
        for thing in found:
            if not sells(shop, thing) and not (shop.key == "kitemart" and nobody_sells(thing)):
                continue
            made = listing(shop, thing, numbers)
            made["title"] += untidy.pop((shop.key, thing["kind"]), "")
            shelf.append(made)
        assert not untidy, untidy
        shelves[shop.key] = shelf
    sold = {made["thing"] for shelf in shelves.values() for made in shelf}
    left = [thing["key"] for thing in found if thing["key"] not in sold]
    print(f"{len(found)} things, {len(left)} on no shelf: {left}")
    return shelves


# ---------------------------------------------------------------- files


def readable(rows: list[dict]) -> str:
    """JSON with one field a line, and one variant or picture a line."""

    def field(name, value):
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines = ",\n".join("      " + json.dumps(v, ensure_ascii=False) for v in value)
            return f'    "{name}": [\n{lines}\n    ]'
        return f'    "{name}": {json.dumps(value, ensure_ascii=False)}'

    blocks = ["  {\n" + ",\n".join(field(n, v) for n, v in row.items() if not n.startswith("_")) + "\n  }" for row in rows]
    return "[\n" + ",\n".join(blocks) + "\n]\n"


def house(shelf: list[dict], found: dict[str, dict]) -> list[dict]:
    """The house's own shelf in the words of the store."""
    rows = []
    for made in shelf:
        thing = found[made["thing"]]
        row = {
            "external_id": made["external_id"], "gtin": thing["gtin"], "category": thing["category"], "brand": thing["brand"], "title": made["title"],
            "description": made["description"], "price_minor": made["price"], "currency": "EUR",
        }
        if "list_price" in made:
            row["list_price_minor"] = made["list_price"]
        variants = []
        for variant in made["variants"]:
            kept = {"external_id": variant["id"], "title": variant["title"] or "Standard", "price_minor": variant["price"], "stock": variant["stock"]}
            if "picture" in variant:
                kept["picture"] = f"/pictures/{variant['picture']}"
            variants.append(kept)
        row |= {
            "rating": made["rating"], "rating_count": made["rating_count"], "stock": sum(v["stock"] for v in variants), "attributes": made["attributes"],
            "pictures": [{"path": f"/pictures/{p['stem']}", "alt": p["alt"]} for p in thing["pictures"]], "variants": variants,
        }
        rows.append(row)
    return rows


def main() -> None:
    found = things()
    shelves = catalogue(found)
    by_key = {thing["key"]: thing for thing in found}
    own = shelves.pop("shelf")
    (HERE / "listings").mkdir(exist_ok=True)
    (HERE / "things.json").write_text(readable(found))
    for key, shelf in shelves.items():
        (HERE / "listings" / f"{key}.json").write_text(readable(shelf))
    Path(sys.argv[1]).write_text(readable(house(own, by_key)))
    sellers: dict[str, int] = {}
    for shelf in [*shelves.values(), own]:
        for made in shelf:
            sellers[made["thing"]] = sellers.get(made["thing"], 0) + 1
    spread = {n: sum(1 for v in sellers.values() if v == n) for n in range(1, 7)}
    print({k: len(s) for k, s in shelves.items()}, "shelf", len(own), "sellers per thing", spread)


if __name__ == "__main__":
    main()
