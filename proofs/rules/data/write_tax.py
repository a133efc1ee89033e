"""Draws carts and works their taxes out in exact fractions, into tax-drawn.json.

It knows nothing of the code that is judged and reads none of its files: rates and laws stand in the table below, as the laws have
them; amounts are fractions until the one rounding that a country prescribes. Run it in this folder; the same seed draws the same carts.
"""

import json
import random
from decimal import Decimal
from fractions import Fraction

DICE = random.Random(20261122)
DECIMALS = {"JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3, "TND": 3}


# ---- exact sums -----------------------------------------------------------------------------------------------------


def rounded(amount, mode):
    whole = amount.numerator // amount.denominator
    rest = amount - whole
    if mode == "down":
        return whole
    if mode == "half_up":
        return whole + (rest >= Fraction(1, 2))
    if mode == "half_even":
        return whole + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1))
    raise ValueError(mode)


def split(amount, weights):
    """Largest remainders; of equals the earlier one gets the odd unit."""
    total = sum(weights)
    if total == 0:
        return [amount] + [0] * (len(weights) - 1)
    exact = [Fraction(amount * weight, total) for weight in weights]
    parts = [share.numerator // share.denominator for share in exact]
    order = sorted(range(len(weights)), key=lambda place: (-(exact[place] - parts[place]), place))
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def contained(taxes):
    """Which fraction of a price each of its taxes is."""
    nets = {}
    for name, rate, compound in taxes:
        nets[name] = rate * (1 + sum(nets.values())) if compound else rate
    price = 1 + sum(nets.values())
    return {name: net / price for name, net in nets.items()}


def work_out(items, prices, per, mode):
    """Items are (amount, taxes); gives for each its net, gross and taxes. Taxes are (name, rate, compound) in their order."""
    found = [{} for _ in items]
    names = []
    for _, taxes in items:
        names += [tax[0] for tax in taxes if tax[0] not in names]
    for name in names:
        sums = {}
        for place, (amount, taxes) in enumerate(items):
            for tax, rate, compound in taxes:
                if tax != name:
                    continue
                if prices == "inclusive":
                    base, share = amount, contained(taxes)[name]
                else:
                    base, share = amount + (sum(found[place].values()) if compound else 0), rate
                sums.setdefault((share,) if per == "order" else (share, place), []).append((place, base))
        for key, group in sums.items():
            whole = rounded(sum(base for _, base in group) * key[0], mode)
            for (place, _), part in zip(group, split(whole, [base for _, base in group])):
                found[place][name] = part
    lines = []
    for (amount, _), taxes in zip(items, found):
        tax = sum(taxes.values())
        net, gross = (amount - tax, amount) if prices == "inclusive" else (amount, amount + tax)
        lines.append((net, gross, taxes))
    return lines


# ---- the laws -------------------------------------------------------------------------------------------------------


def per_cent(text):
    return Fraction(text) / 100


def one(tax, **rates):
    """A single tax; classes are written with _ for -."""
    return {name.replace("_", "-"): [(tax, rate)] if rate != "-" else [] for name, rate in rates.items()}


# where, currency, law, first day, last day, rounding (order or line, mode), delivery, classes, registered
TABLE = []


def law(where, currency, text, days, classes, rounding=("order", "half_up"), delivery="proportional", registered=None):
    for place in where.split(","):
        TABLE.append((place.strip(), currency, text, days, classes, rounding, delivery, registered))


UNION = {
    "AT 1010": ("UStG 1994 § 10", ("2022-01-01", "2026-11-20"), one("VAT", standard="20", food="10", books="10", plants="13")),
    "AT 6992": ("UStG 1994 § 10 Abs. 4", ("2022-01-01", "2026-11-20"), one("VAT", standard="19", food="10")),
    "BE 1000": ("AR n° 20", ("2015-01-01", "2026-11-20"), one("VAT", standard="21", food="6", books="6", medicine="6")),
    "BG 1000": ("ZDDS art. 66", ("2020-07-01", "2026-11-20"), one("VAT", standard="20", books="9")),
    "CY 1010": ("Law 95(I)/2000", ("2014-02-01", "2026-11-20"), one("VAT", standard="19", food="5")),
    "CZ 11000": ("Act 235/2004 § 47", ("2024-01-01", "2026-11-20"), one("VAT", standard="21", food="12", books="-")),
    "DE 10115": ("UStG § 12", ("2021-01-01", "2026-11-20"), one("VAT", standard="19", food="7", books="7")),
    "DE 80331": ("UStG § 28 Abs. 1 und 2", ("2020-07-01", "2020-12-31"), one("VAT", standard="16", food="5", books="5")),
    "DK 1050": ("Momsloven § 33", ("2015-01-01", "2026-11-20"), one("VAT", standard="25", food="25", newspapers="-")),
    "EE 10111": ("KMS § 15", ("2025-07-01", "2026-11-20"), one("VAT", standard="24", books="9")),
    "EE 10112": ("KMS § 15 (until June 2025)", ("2024-01-01", "2025-06-30"), one("VAT", standard="22", books="9")),
    "ES 28001": ("Ley 37/1992 art. 90, 91", ("2025-01-01", "2026-11-20"), one("VAT", standard="21", food="10", food_basic="4", books="4")),
    "ES 08001": ("Ley 37/1992; RDL 4/2024", ("2024-10-01", "2024-12-31"), one("VAT", standard="21", food="10", food_basic="2", books="4")),
    "FI 00100": ("AVL 84, 85 §", ("2026-01-01", "2026-11-20"), one("VAT", standard="25.5", food="13.5", books="13.5")),
    "FI 00101": ("AVL 84, 85, 85 a §", ("2024-09-01", "2024-12-31"), one("VAT", standard="25.5", food="14", books="10")),
    "FR 75001": ("CGI art. 278, 278-0 bis, 278 quater, 298 septies", ("2014-01-01", "2026-11-20"),
                 one("VAT", standard="20", food="5.5", books="5.5", medicine="10", newspapers="2.1")),
    "FR 69001": ("CGI art. 278 (until 2013)", ("2010-01-01", "2013-12-31"), one("VAT", standard="19.6")),
    "GR 10431": ("VAT code art. 21", ("2016-06-01", "2026-11-20"), one("VAT", standard="24", food="13", books="6")),
    "HR 10000": ("Zakon o PDV-u čl. 38", ("2014-01-01", "2026-11-20"), one("VAT", standard="25", food_basic="5", books="5")),
    "HU 1011": ("Act CXXVII of 2007 § 82", ("2012-01-01", "2026-11-20"), one("VAT", standard="27", books="5")),
    "IE D02AF30": ("VATCA 2010 s. 46", ("2021-03-01", "2026-11-20"), one("VAT", standard="23", food="-", books="-", clothing_children="-")),
    "IE D02AF31": ("VATCA 2010 s. 46(1)(a) (six months at 21 %)", ("2020-09-01", "2021-02-28"), one("VAT", standard="21", food="-")),
    "IT 00184": ("DPR 633/1972 art. 16, tab. A", ("2013-10-01", "2026-11-20"), one("VAT", standard="22", food="10", food_basic="4", books="4")),
    "LT 01001": ("PVMĮ 19 str.", ("2026-01-01", "2026-11-20"), one("VAT", standard="21", books="5")),
    "LU 1009": ("Loi TVA art. 39, 40", ("2024-01-01", "2026-11-20"), one("VAT", standard="17", food="3", books="3")),
    "LU 1010": ("Loi TVA (2023)", ("2023-01-01", "2023-12-31"), one("VAT", standard="16", food="3", books="3")),
    "LV 1010": ("PVN likums 41., 42. pants", ("2022-01-01", "2026-11-20"), one("VAT", standard="21", books="5")),
    "MT VLT1117": ("VAT Act art. 19, schedules 5 and 8", ("2015-01-01", "2026-11-20"), one("VAT", standard="18", food="-", books="5")),
    "NL 1011AB": ("Wet OB 1968 art. 9", ("2019-01-01", "2026-11-20"), one("VAT", standard="21", food="9", books="9")),
    "NL 1012AB": ("Wet OB 1968 art. 9 (until 2018)", ("2013-01-01", "2018-12-31"), one("VAT", standard="21", food="6", books="6")),
    "PL 00-001": ("Ustawa o VAT art. 41, 146aa", ("2024-04-01", "2026-11-20"), one("VAT", standard="23", food="5", books="5", medicine="8")),
    "PT 1100-419": ("CIVA art. 18.º n.º 1", ("2011-01-01", "2026-11-20"), one("VAT", standard="23", food="6", books="6")),
    "PT 9500-150": ("CIVA art. 18.º n.º 3 (Açores)", ("2021-07-01", "2026-11-20"), one("VAT", standard="16", food="4")),
    "PT 9000-017": ("CIVA art. 18.º n.º 3 (Madeira)", ("2024-10-01", "2026-11-20"), one("VAT", standard="22", food="4")),
    "RO 010011": ("Codul fiscal art. 291", ("2025-08-01", "2026-11-20"), one("VAT", standard="21", food="11", books="11")),
    "SE 11129": ("ML 9 kap.", ("2015-01-01", "2026-03-31"), one("VAT", standard="25", food="12", books="6")),
    "SI 1000": ("ZDDV-1 41. člen", ("2020-01-01", "2026-11-20"), one("VAT", standard="22", food="9.5", books="5")),
    "SK 81101": ("Act 222/2004 § 27", ("2025-01-01", "2026-11-20"), one("VAT", standard="23", books="5", food_basic="5")),
}
MONEY = {"PL": "PLN", "SE": "SEK"}
for where, (text, days, classes) in UNION.items():
    law(where, MONEY.get(where[:2], "EUR"), text, days, classes)
law("GB SW1A2AA", "GBP", "VATA 1994 s. 2, schedule 8", ("2011-01-04", "2026-11-20"),
    one("VAT", standard="20", food="-", food_sweets="20", books="-", clothing_children="-", baby_seats="5"), ("line", "half_up"))
law("GB M11AE", "GBP", "VATA 1994 s. 2 as amended by the Value Added Tax (Change of Rate) Order 2008", ("2008-12-01", "2009-12-31"),
    one("VAT", standard="15", food="-", books="-"), ("line", "half_up"))
law("CH 8001", "CHF", "MWSTG Art. 25", ("2024-01-01", "2026-11-20"), one("VAT", standard="8.1", food="2.6", books="2.6"))
law("CH 3001", "CHF", "MWSTG Art. 25 (2018 to 2023)", ("2018-01-01", "2023-12-31"), one("VAT", standard="7.7", food="2.5", books="2.5"))
law("NO 0010", "EUR", "Merverdiavgiftsloven §§ 5-1, 5-2, 6-3", ("2012-01-01", "2026-11-20"), one("VAT", standard="25", food="15", books="-"))
law("JP 100-0001", "JPY", "Consumption Tax Act art. 29, supplementary provisions art. 34", ("2019-10-01", "2026-11-20"),
    one("Consumption tax", standard="10", food="8", newspapers="8"), ("order", "down"), "own")
law("JP 530-0001", "JPY", "Consumption Tax Act art. 29 (until September 2019)", ("2014-04-01", "2019-09-30"),
    one("Consumption tax", standard="8", food="8"), ("order", "down"), "own")
law("AU 2000", "AUD", "GST Act 1999 s. 9-70, 9-90, division 38", ("2010-01-01", "2026-11-20"), one("GST", standard="10", food="-", food_sweets="10"))
law("KR 03051", "KRW", "VAT Act art. 26, 30", ("2010-01-01", "2026-11-20"), one("VAT", standard="10", books="-"), ("order", "down"), "own")
law("BH 317", "BHD", "Law 33 of 2021", ("2022-01-01", "2026-11-20"), one("VAT", standard="10", medicine="-"), delivery="own")
law("BH 318", "BHD", "Decree-Law 48 of 2018", ("2019-01-01", "2021-12-31"), one("VAT", standard="5", medicine="-"), delivery="own")
law("KW 13001", "KWD", "Kuwait levies no value added tax", ("2020-01-01", "2026-11-20"), one("VAT", standard="-"), delivery="own")
law("TN 1000", "TND", "Code de la TVA art. 7", ("2018-01-01", "2026-11-20"), one("TVA", standard="19"), delivery="own")
law("MA 10000", "MAD", "CGI art. 98", ("2015-01-01", "2026-11-20"), one("TVA", standard="20"), delivery="own")
law("SA 11564", "SAR", "VAT Law, Royal Decree M/113 and A/638", ("2020-07-01", "2026-11-20"), one("VAT", standard="15", medicine="-"), delivery="own")
law("AE", "AED", "Federal Decree-Law 8 of 2017", ("2018-01-01", "2026-11-20"), one("VAT", standard="5", medicine="-"), delivery="own")
law("EG 11511", "EGP", "Law 67 of 2016 art. 3", ("2017-07-01", "2026-11-20"), one("VAT", standard="14"), delivery="own")
law("KE 00100", "KES", "VAT Act 2013 s. 5", ("2021-01-01", "2026-11-20"), one("VAT", standard="16"), delivery="own")
law("KE 00101", "KES", "Legal Notice 35 of 2020", ("2020-04-01", "2020-12-31"), one("VAT", standard="14"), delivery="own")
law("NG 900001", "NGN", "Finance Act 2019", ("2020-02-01", "2026-11-20"), one("VAT", standard="7.5"), delivery="own")
law("CN 100000", "CNY", "Provisional Regulations on VAT art. 2", ("2019-04-01", "2026-11-20"), one("VAT", standard="13", food="9", books="9"), delivery="own")


def both(first, second, **classes):
    """Two taxes at once; each class names both rates, `-` for none."""
    pairs = {name.replace("_", "-"): rates.split() for name, rates in classes.items()}
    return {name: [(tax, rate) for tax, rate in zip((first, second), rates) if rate != "-"] for name, rates in pairs.items()}


G = "GST/HST"
law("CA H2X1Y4", "CAD", "Excise Tax Act s. 165; Act respecting the QST s. 16 (since 2013 on the price alone)", ("2013-01-01", "2026-11-20"),
    both(G, "QST", standard="5 9.975", food="- -", books="5 -"), registered="CA-QC")
for rate, days in (("7.5", ("2008-01-01", "2010-12-31")), ("8.5", ("2011-01-01", "2011-12-31")), ("9.5", ("2012-01-01", "2012-12-31"))):
    law("CA H2X1Y5", "CAD", "Act respecting the QST s. 16 (until 2012 on the price with GST)", days,
        both(G, "QST*", standard=f"5 {rate}", food="- -", books="5 -"), registered="CA-QC")
law("CA M5V2T6", "CAD", "Excise Tax Act s. 165(2)", ("2010-07-01", "2026-11-20"), one(G, standard="13", food="-", books="5"))
law("CA B3H1A1", "CAD", "Excise Tax Act s. 165(2), Nova Scotia from April 2025", ("2025-04-01", "2026-11-20"), one(G, standard="14", food="-"))
law("CA V5K0A1", "CAD", "Excise Tax Act s. 165(1); Provincial Sales Tax Act (BC)", ("2013-04-01", "2026-11-20"),
    both(G, "PST", standard="5 7", food="- -", books="5 -", clothing_children="5 -"), registered="CA-BC")
law("CA S4P3Y2", "CAD", "Excise Tax Act s. 165(1); Provincial Sales Tax Act (SK)", ("2017-03-23", "2026-11-20"),
    both(G, "PST", standard="5 6", food="- -", books="5 -"), registered="CA-SK")
law("CA R3C0V8", "CAD", "Excise Tax Act s. 165(1); Retail Sales Tax Act (MB)", ("2019-07-01", "2026-11-20"),
    both(G, "RST", standard="5 7", food="- -", books="5 -"), registered="CA-MB")
law("CA T2P1J9", "CAD", "Excise Tax Act s. 165(1)", ("2008-01-01", "2026-11-20"), one(G, standard="5", food="-"))
INDIA = "CGST Act 2017 s. 8, 9; Notification 1/2017"
law("IN 400001", "INR", INDIA, ("2017-07-01", "2026-11-20"), both("CGST", "SGST", standard="9 9", food="2.5 2.5", books="- -"), ("line", "half_up"), "main")
law("IN 110001<IN 560001", "INR", "IGST Act 2017 s. 5, 7", ("2017-07-01", "2026-11-20"), one("IGST", standard="18", food="5", books="-"), ("line", "half_up"), "main")


def states(names, **classes):
    pairs = {name.replace("_", "-"): rates.split() for name, rates in classes.items()}
    return {name: [(tax, rate) for tax, rate in zip(names.split(","), rates) if rate != "-"] for name, rates in pairs.items()}


STATE, CITY, COUNTY, LOCAL, DISTRICT = "State sales tax", "City sales tax", "County sales tax", "Local sales tax", "District tax"
law("US 10001", "USD", "NY Tax Law §§ 1105, 1109, 1210", ("2012-04-01", "2026-11-20"),
    states(f"{STATE},{CITY},MCTD tax", standard="4 4.5 0.375", food="- - -"), registered="US-NY")
law("US 11501", "USD", "NY Tax Law §§ 1105, 1109, 1210 (Nassau)", ("2012-04-01", "2026-11-20"),
    states(f"{STATE},{COUNTY},MCTD tax", standard="4 4.25 0.375", food="- - -"), registered="US-NY")
law("US 12207", "USD", "NY Tax Law §§ 1105, 1210 (Albany)", ("2012-04-01", "2026-11-20"), states(f"{STATE},{COUNTY}", standard="4 4", food="- -"), registered="US-NY")
law("US 90001", "USD", "Revenue and Taxation Code (CA) §§ 6051, 7251", ("2025-04-01", "2026-11-20"),
    states(f"{STATE},{DISTRICT}", standard="7.25 2.5", food="- -", delivery="- -"), delivery="own", registered="US-CA")
law("US 94103", "USD", "Revenue and Taxation Code (CA) §§ 6051, 7251", ("2021-04-01", "2026-11-20"),
    states(f"{STATE},{DISTRICT}", standard="7.25 1.375", food="- -", delivery="- -"), delivery="own", registered="US-CA")
law("US 77002", "USD", "Tax Code (TX) §§ 151.051, 321.103", ("2010-01-01", "2026-11-20"), states(f"{STATE},{LOCAL}", standard="6.25 2", food="- -"), registered="US-TX")
law("US 60601", "USD", "35 ILCS 120/2-10 and local laws", ("2016-01-01", "2026-11-20"),
    states(f"{STATE},{COUNTY},{CITY},RTA tax", standard="6.25 1.75 1.25 1", delivery="- - - -"), delivery="own", registered="US-IL")
law("US 33101", "USD", "Florida Statutes §§ 212.05, 212.055", ("2015-01-01", "2026-11-20"),
    states(f"{STATE},County surtax", standard="6 1", food="- -", delivery="- -"), delivery="own", registered="US-FL")
law("US 19103", "USD", "72 P.S. § 7202", ("2010-01-01", "2026-11-20"), states(f"{STATE},{LOCAL}", standard="6 2", food="- -", clothing="- -"), registered="US-PA")
law("US 07102", "USD", "N.J.S.A. 54:32B-3", ("2018-01-01", "2026-11-20"), states(STATE, standard="6.625", food="-", clothing="-"), registered="US-NJ")
law("US 02108", "USD", "M.G.L. c. 64H § 2", ("2010-01-01", "2026-11-20"), states(STATE, standard="6.25", food="-", delivery="-"), delivery="own", registered="US-MA")
law("US 97201", "USD", "Oregon levies no sales tax", ("2010-01-01", "2026-11-20"), states(STATE, standard="-"), delivery="own")


# ---- carts ----------------------------------------------------------------------------------------------------------


def decimal(minor, currency):
    places = DECIMALS.get(currency, 2)
    return f"{Decimal(minor) / 10**places:.{places}f}"


def taxes_of(classes, name):
    """The taxes of a class; a class without a row of its own is taxed like everything else. A star marks a tax on the tax before."""
    rows = classes.get(name)
    if rows is None:
        wider = [known for known in classes if name.startswith(known + "-")]
        rows = classes[max(wider, key=len)] if wider else classes["standard"]
    return [(tax.rstrip("*"), per_cent(rate), tax.endswith("*")) for tax, rate in rows]


def day_between(first, last):
    import datetime

    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    return str(start + datetime.timedelta(days=DICE.randrange((end - start).days + 1)))


def amounts(currency):
    """What a line costs: small ones, where rounding shows, and large ones."""
    unit = 10 ** DECIMALS.get(currency, 2)
    kind = DICE.random()
    if kind < 0.3:
        return DICE.randrange(1, 3 * unit + 2)
    if kind < 0.9:
        return DICE.randrange(unit, 150 * unit + 2)
    return DICE.randrange(100 * unit, 20000 * unit + 2)


def draw(number, row):
    where, currency, text, days, classes, (_, mode), delivery_rule, registered = row
    to, _, origin = where.partition("<")
    origin = origin or to
    case = {"id": f"{to[:2]}-{number:04}", "law": text, "day": day_between(*days), "currency": currency, "to": to, "from": origin}
    union = to[:2] in {name[:2] for name in UNION} and not to.startswith("PT 9")
    if union and DICE.random() < 0.25:
        case["from"] = DICE.choice([name for name in ("DE 10115", "FR 75001", "PL 00-001", "NL 1011AB") if name[:2] != to[:2]])
    if registered:
        case["seller"] = {"registered": [registered]}
    prices = case["prices"] = DICE.choice(["inclusive", "exclusive"])
    per = case["per"] = DICE.choice(["line", "order"])
    sold = [name for name in classes if name != "delivery"] + ["electronics"]
    lines = [(DICE.choice(sold), DICE.randrange(1, 6), amounts(currency)) for _ in range(DICE.randrange(1, 8))]
    left = [amount for _, _, amount in lines]
    cuts = []
    for _ in range(DICE.choice([0, 0, 1, 1, 2])):
        place = DICE.choice([None, DICE.randrange(len(lines))])
        counts = [amount if place in (None, at) else 0 for at, amount in enumerate(left)]
        if DICE.random() < 0.5:
            points = DICE.choice([500, 620, 1000, 1500, 3333, 10000])
            cut, off = {"points": points}, rounded(Fraction(sum(counts) * points, 10000), "half_even")
        else:
            wanted = amounts(currency) // 3
            cut, off = {"amount": decimal(wanted, currency)}, min(wanted, sum(counts))
        if place is not None:
            cut["line"] = place
        cuts.append(cut)
        if sum(counts):
            left = [amount - part for amount, part in zip(left, split(off, counts))]
    fee = DICE.choice([0, 0, amounts(currency) % (10 * 10 ** DECIMALS.get(currency, 2))])
    items = [(amount, taxes_of(classes, name)) for (name, _, _), amount in zip(lines, left)]
    items += shares_of_delivery(fee, items, classes, delivery_rule)
    found = work_out(items, prices, per, mode)
    case["lines"] = [(name, quantity, decimal(amount, currency)) for name, quantity, amount in lines]
    if cuts:
        case["cuts"] = cuts
    if fee:
        case["delivery"] = decimal(fee, currency)

    def told(line):
        net, gross, taxes = line
        return {"net": decimal(net, currency), "gross": decimal(gross, currency), "taxes": {name: decimal(tax, currency) for name, tax in taxes.items()}}

    net, gross = sum(line[0] for line in found), sum(line[1] for line in found)
    case["expect"] = {"net": decimal(net, currency), "tax": decimal(gross - net, currency), "gross": decimal(gross, currency),
                      "lines": [told(line) for line in found[: len(lines)]], "delivery": [told(line) for line in found[len(lines):]]}
    if case["from"][:2] != to[:2]:
        case["expect"]["scheme"] = "one_stop"
    return case


def shares_of_delivery(fee, items, classes, rule):
    if not fee:
        return []
    if rule == "own":
        return [(fee, taxes_of(classes, "delivery"))]
    if rule == "main":
        return [(fee, max(items, key=lambda item: item[0])[1])]
    ways = []
    for amount, taxes in items:
        for way in ways:
            if way[1] == taxes:
                way[0] += amount
                break
        else:
            ways.append([amount, taxes])
    return [(part, taxes) for part, (_, taxes) in zip(split(fee, [way[0] for way in ways]), ways) if part]


def main():
    cases = [draw(number, TABLE[number % len(TABLE)]) for number in range(11 * len(TABLE))]
    with open("tax-drawn.json", "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
    print(len(cases), "cases,", len({case["to"][:2] for case in cases}), "countries,", len({case["currency"] for case in cases}), "currencies")


if __name__ == "__main__":
    main()
