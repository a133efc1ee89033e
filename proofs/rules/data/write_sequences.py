"""Writes sequences.jsonl: what marketplaces and carriers tell of orders on their way, and what a person makes of it.

Nothing here knows how timelines are worked out. What is told is composed from the lexicons below, which were written by
hand from the public documents of each source: how that source says a thing. What is expected was written by hand beside
each story. Run it in this folder; it writes the same file every time.
"""

import json
from datetime import datetime, timedelta, timezone

START = datetime(2026, 11, 2, 8, 0, tzinfo=timezone.utc)  # a Monday; Paris is one hour ahead
PARIS = timezone(timedelta(hours=1))

# How each source says each thing: code, or code/detail. Where there are several they are used in turn.
LEXICON = {
    "house": {
        "placed": ["placed"], "processing": ["processing"], "shipped": ["shipped"], "in_transit": ["in_transit"],
        "out_for_delivery": ["out_for_delivery"], "delivered": ["delivered"], "cancelled": ["cancelled"],
        "information": ["gift_wrapped"],
    },
    "ucp": {
        "processing": ["processing"], "shipped": ["shipped"], "in_transit": ["in_transit"],
        "out_for_delivery": ["out_for_delivery"], "delivered": ["delivered"], "failed_attempt": ["failed_attempt"],
        "cancelled": ["canceled"], "undeliverable": ["undeliverable"], "returned": ["returned_to_sender"],
        "information": ["handed_to_concierge"],
    },
    "vendure": {
        "placed": ["ArrangingPayment", "PaymentAuthorized"],
        "processing": ["PaymentSettled", "Pending", "Modifying", "ArrangingAdditionalPayment"],
        "shipped": ["Shipped", "PartiallyShipped"], "in_transit": ["PartiallyDelivered"], "delivered": ["Delivered"],
        "cancelled": ["Cancelled"], "information": ["AwaitingArtwork"],
    },
    "woo_commerce": {
        "placed": ["pending", "on-hold"], "processing": ["processing"], "delivered": ["completed"],
        "cancelled": ["cancelled", "failed", "refunded"], "information": ["awaiting-pickup-slot"],
    },
    "fed_ex": {
        "announced": ["OC"], "shipped": ["PU", "PX"],
        "in_transit": ["IT", "AR", "DP", "AF", "FD", "OF", "LO", "SF", "TR", "PF", "PL", "IX", "AA", "SP", "CP"],
        "out_for_delivery": ["OD", "ED", "AD"], "ready_for_pickup": ["HL", "HP"], "delivered": ["DL"],
        "failed_attempt": ["DE/08", "DE"], "delayed": ["DY", "SE", "DD", "PD", "DE/17"], "customs_hold": ["CD", "SE/55"],
        "customs_cleared": ["CC"], "address_problem": ["DE/03"], "refused": ["DE/07"], "damaged": ["SE/10"],
        "undeliverable": ["SE/14"], "cancelled": ["CA"], "returning": ["RS"], "information": ["XX", "QQ"],
    },
    "my_dhl": {
        "announced": ["SA"], "shipped": ["PU"], "in_transit": ["PL", "DF", "AF", "AR", "TR", "IC", "RR"],
        "out_for_delivery": ["WC"], "ready_for_pickup": ["CC"], "delivered": ["OK"],
        "failed_attempt": ["NH", "CA", "ND"], "delayed": ["TD", "MS", "OH", "MD", "AD"], "customs_hold": ["CD", "UD"],
        "customs_cleared": ["CR", "BR"], "address_problem": ["BA", "CM"], "payment_due": ["HP"], "refused": ["RD"],
        "damaged": ["DM", "DD"], "undeliverable": ["SS", "DS"], "returning": ["RT"], "information": ["ZZ", "IA"],
    },
    "dhl": {
        "announced": ["pre-transit"], "in_transit": ["transit"], "delivered": ["delivered"],
        "undeliverable": ["failure"], "information": ["unknown", "customer-note"],
    },
    "easy_post": {
        "announced": ["pre_transit", "pre_transit/label_created", "pre_transit/status_update"],
        "shipped": ["in_transit/received_at_origin_facility"],
        "in_transit": [
            "in_transit/departed_facility", "in_transit", "in_transit/arrived_at_facility",
            "in_transit/departed_origin_facility", "in_transit/arrived_at_destination", "in_transit/status_update",
            "in_transit/received_at_destination_facility", "in_transit/transferred_to_destination_carrier",
        ],
        "out_for_delivery": ["out_for_delivery", "out_for_delivery/out_for_delivery"],
        "ready_for_pickup": ["available_for_pickup/arrived_at_pickup_location", "available_for_pickup"],
        "delivered": ["delivered"], "failed_attempt": ["in_transit/delivery_exception"],
        "delayed": [
            "in_transit/delayed", "in_transit/weather_delay", "in_transit/missorted", "in_transit/transit_exception",
            "in_transit/held",
        ],
        "address_problem": ["in_transit/address_correction", "in_transit/awaiting_information"],
        "refused": ["failure/refused"], "damaged": ["failure/damaged"], "lost": ["failure/lost"],
        "undeliverable": ["failure"], "cancelled": ["cancelled"], "returning": ["return_to_sender", "in_transit/return"],
        "information": ["unknown", "error", "teleported"],
    },
    "shippo": {
        "announced": ["PRE_TRANSIT", "PRE_TRANSIT/information_received"], "shipped": ["TRANSIT/package_accepted"],
        "in_transit": [
            "TRANSIT", "TRANSIT/package_arrived", "TRANSIT/package_departed", "TRANSIT/package_processed",
            "TRANSIT/package_processing", "TRANSIT/package_forwarded", "TRANSIT/delivery_scheduled", "TRANSIT/other",
            "TRANSIT/contact_carrier",
        ],
        "out_for_delivery": ["TRANSIT/out_for_delivery"], "ready_for_pickup": ["TRANSIT/pickup_available"],
        "delivered": ["DELIVERED"],
        "failed_attempt": ["TRANSIT/delivery_attempted", "TRANSIT/notice_left", "TRANSIT/location_inaccessible"],
        "delayed": [
            "TRANSIT/delayed", "TRANSIT/package_held", "TRANSIT/delivery_rescheduled", "TRANSIT/reschedule_delivery",
        ],
        "address_problem": ["TRANSIT/address_issue"], "damaged": ["FAILURE/package_damaged"],
        "lost": ["FAILURE/package_lost"],
        "undeliverable": [
            "FAILURE", "FAILURE/package_undeliverable", "FAILURE/package_unclaimed", "FAILURE/package_disposed",
        ],
        "returning": ["RETURNED/return_to_sender", "RETURNED"], "information": ["UNKNOWN", "UNKNOWN/other", "BEAMED_UP"],
    },
    "after_ship": {
        "announced": ["InfoReceived/InfoReceived_001", "InfoReceived"], "shipped": ["InTransit/InTransit_002"],
        "in_transit": ["InTransit/InTransit_001", "InTransit", "InTransit/InTransit_003", "InTransit/InTransit_007"],
        "customs_cleared": ["InTransit/InTransit_005"],
        "out_for_delivery": ["OutForDelivery/OutForDelivery_001", "OutForDelivery", "OutForDelivery/OutForDelivery_003"],
        "ready_for_pickup": ["AvailableForPickup/AvailableForPickup_001"],
        "delivered": ["Delivered/Delivered_001", "Delivered/Delivered_003", "Delivered"],
        "failed_attempt": ["AttemptFail/AttemptFail_001", "AttemptFail/AttemptFail_002", "AttemptFail"],
        "delayed": ["Exception/Exception_005", "Exception/Exception_001", "Exception"],
        "customs_hold": ["Exception/Exception_004", "Exception/Exception_018"],
        "address_problem": ["Exception/Exception_007", "Exception/Exception_002"],
        "payment_due": ["Exception/Exception_006"], "refused": ["Exception/Exception_003"],
        "damaged": ["Exception/Exception_012"], "lost": ["Exception/Exception_013"],
        "undeliverable": ["Exception/Exception_009", "Exception/Exception_008"],
        "returning": ["Exception/Exception_010"], "returned": ["Exception/Exception_011"],
        "information": ["Pending/Pending_001", "Expired/Expired_001", "Rerouted"],
    },
    "seventeen_track": {
        "announced": ["InfoReceived/InfoReceived", "InfoReceived"], "shipped": ["InTransit/InTransit_PickedUp"],
        "in_transit": [
            "InTransit/InTransit_Other", "InTransit/InTransit_Departure", "InTransit/InTransit_Arrival",
            "InTransit/InTransit_CustomsProcessing", "InTransit",
        ],
        "customs_cleared": ["InTransit/InTransit_CustomsReleased"],
        "out_for_delivery": ["OutForDelivery/OutForDelivery_Other", "OutForDelivery"],
        "ready_for_pickup": ["AvailableForPickup/AvailableForPickup_Other"],
        "delivered": ["Delivered/Delivered_Other", "Delivered"],
        "failed_attempt": ["DeliveryFailure/DeliveryFailure_NoBody", "DeliveryFailure/DeliveryFailure_Other"],
        "delayed": ["Exception/Exception_Delayed", "Exception/Exception_Other"],
        "customs_hold": ["InTransit/InTransit_CustomsRequiringInformation", "Exception/Exception_Security"],
        "address_problem": ["DeliveryFailure/DeliveryFailure_InvalidAddress", "Exception/Exception_NoBody"],
        "refused": ["DeliveryFailure/DeliveryFailure_Rejected", "Exception/Exception_Rejected"],
        "damaged": ["Exception/Exception_Damage"], "lost": ["Exception/Exception_Lost", "Exception/Exception_Destroyed"],
        "undeliverable": ["DeliveryFailure/DeliveryFailure_Security"], "cancelled": ["Exception/Exception_Cancel"],
        "returning": ["Exception/Exception_Returning"], "returned": ["Exception/Exception_Returned"],
        "information": ["NotFound/NotFound_Other", "Expired/Expired_Other", "Tracked"],
    },
}
MARKETPLACES = ["house", "ucp", "vendure", "woo_commerce"]
CARRIERS = [source for source in LEXICON if source not in MARKETPLACES]

# What numbers look like at each; the letter of the story is put in.
NUMBERS = {
    "fed_ex": "7948 4410 {}123", "my_dhl": "55667788{}1", "dhl": "00340434{}", "easy_post": "EZ1000000{}",
    "shippo": "SHIPPO_{}_1000", "after_ship": "RR{}23456785FR", "seventeen_track": "LX{}08812345CN",
}

used = {}
stories = []


def written(source, at, form):
    """A moment as the source writes it."""
    if form == "-":
        return ""
    if form == "clock":
        return at.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S")
    if form == "blank":
        return at.astimezone(PARIS).strftime("%Y-%m-%d %H:%M:%S")
    if form == "day":
        return at.astimezone(PARIS).strftime("%Y-%m-%d")
    if form == "odd":
        return "yesterday, about noon"
    if form == "epoch":
        return "1970-01-01T00:00:00Z"
    offsets = {"fed_ex": -6, "my_dhl": 1, "after_ship": 1, "seventeen_track": 8}
    if source in offsets:
        hours = offsets[source]
        local = at.astimezone(timezone(timedelta(hours=hours))).strftime("%Y-%m-%dT%H:%M:%S")
        return f"{local}{hours:+03d}:00"
    if source == "dhl":
        return at.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S")
    fraction = ".250" if source in ("shippo", "vendure") else ""
    return at.strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z"


def said(source, word):
    """How the source says it this time."""
    ways = LEXICON[source][word]
    turn = used.get((source, word), 0)
    used[(source, word)] = turn + 1
    return ways[turn % len(ways)]


def event(number, line, numbers):
    """An event from `HOURS SOURCE WORD [name=value …]`."""
    hours, source, word, *rest = line.split()
    options = dict(part.split("=", 1) for part in rest)
    at = START + timedelta(hours=float(hours))
    code = options["code"] if "code" in options else said(source, word)
    code, _, detail = code.partition("/")
    form = options.get("t", "-" if source == "woo_commerce" else "")
    shown = at + timedelta(minutes=float(options.get("skew", 0)))
    heard = at + timedelta(minutes=7) + timedelta(hours=float(options.get("heard", 0)))
    told = {
        "source": source,
        "code": code,
        "at": written(source, shown, form),
        "heard": heard.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if source in MARKETPLACES:
        told["part"] = int(options.get("p", 0))
        told["id"] = options.get("id", f"{source}-{number}" if options.get("id") != "-" else "")
    elif "id" in options:
        told["id"] = options["id"]
    if told.get("id") == "-":
        told["id"] = ""
    if "p" in options:
        told["part"] = int(options["p"])
    if detail:
        told["detail"] = detail
    if "text" in options:
        told["text"] = options["text"].replace("_", " ")
    if "n" in options:
        told["number"] = numbers.get(options["n"], options["n"])
    if "l" in options:
        told["lines"] = [[int(n) for n in each.split("x")] for each in options["l"].split(",")]
    if "became" in options:
        told["became"] = [numbers[letter] for letter in options["became"].split(",")]
    if "est" in options:
        told["estimate"] = options["est"].split("/")
    if "back" in options:
        told["back"] = True
    return told


def story(name, tell, words, stage, items=None, wrong="", lines="1:0x1", parcels="", carrier="fed_ex", estimates=None, **facts):
    """A story: what is told, one event a line, and what a person reads from it.

    `lines` is `LINE:PARTxPIECES …`; `parcels` is `LETTER:PART[=LINExPIECES,…] …`, the parcels on record; `wrong` is
    `TROUBLE` or `TROUBLE*`, the star for what is over.
    """
    numbers = {letter: NUMBERS[carrier].format(letter) for letter in "ABCDEFG"}
    told = [line.strip() for line in tell.strip().splitlines() if line.strip()]
    order = {"placed": START.strftime("%Y-%m-%dT%H:%M:%SZ"), "lines": [], "parcels": []}
    for each in lines.split():
        line, _, rest = each.partition(":")
        part, pieces = rest.split("x")
        order["lines"].append({"line": int(line), "part": int(part), "pieces": int(pieces), **facts})
    for each in parcels.split():
        head, _, contents = each.partition("=")
        letter, part = head.split(":")
        held = [[int(n) for n in one.split("x")] for one in contents.split(",")] if contents else []
        order["parcels"].append({"part": int(part), "number": numbers[letter], "contents": held})
    items = items.split() if items else [stage] * len(order["lines"])
    expected = {
        "words": words.split(),
        "stage": stage,
        "items": items,
        "exceptions": [[one.rstrip("*"), "over" if one.endswith("*") else "open"] for one in wrong.split()],
    }
    if estimates is not None:
        expected["estimates"] = estimates
    told = [event(number, line, numbers) for number, line in enumerate(told)]
    assert name not in [known["name"] for known in stories], name
    stories.append({"name": name, "order": order, "events": told, "expected": expected})


def steps(text):
    """`HOURS WORD, HOURS WORD, …` as pairs."""
    return [each.split() for each in text.split(",")]


# One parcel on record, its contents unknown, told of by its carrier alone. Name, steps, stage, what is wrong, and the words
# where they are not those of the steps.
PARCELS = [
    ("plain", "1 announced, 9 shipped, 20 in_transit, 30 in_transit, 48 out_for_delivery, 53 delivered", "delivered", ""),
    ("without an announcement", "9 shipped, 20 in_transit, 53 delivered", "delivered", ""),
    ("only announced", "1 announced", "announced", ""),
    ("just handed over", "1 announced, 9 shipped", "shipped", ""),
    ("on the way", "1 announced, 9 shipped, 20 in_transit", "in_transit", ""),
    ("with the driver", "9 shipped, 20 in_transit, 48 out_for_delivery", "out_for_delivery", ""),
    ("heard of at the end only", "53 delivered", "delivered", ""),
    ("within two hours", "1 shipped, 1.5 in_transit, 2 out_for_delivery, 2.7 delivered", "delivered", ""),
    ("waiting to be fetched", "9 shipped, 20 in_transit, 48 ready_for_pickup", "ready_for_pickup", ""),
    ("fetched", "9 shipped, 20 in_transit, 48 ready_for_pickup, 70 delivered", "delivered", ""),
    ("nobody at home", "9 shipped, 48 out_for_delivery, 53 failed_attempt", "out_for_delivery", "failed_attempt"),
    ("at home the next day", "9 shipped, 48 out_for_delivery, 53 failed_attempt, 72 out_for_delivery, 77 delivered",
     "delivered", "failed_attempt*"),
    ("twice nobody at home", "9 shipped, 48 out_for_delivery, 53 failed_attempt, 72 out_for_delivery, 77 failed_attempt",
     "out_for_delivery", "failed_attempt* failed_attempt"),
    ("taken to a shop after nobody was at home",
     "9 shipped, 48 out_for_delivery, 53 failed_attempt, 56 ready_for_pickup", "ready_for_pickup", "failed_attempt*"),
    ("turned round after nobody was at home",
     "9 shipped, 48 out_for_delivery, 53 failed_attempt, 100 returning", "returning", "failed_attempt returned_to_sender"),
    ("late and still late", "9 shipped, 20 in_transit, 40 delayed", "in_transit", "delayed"),
    ("late and then on", "9 shipped, 20 in_transit, 40 delayed, 60 in_transit, 80 delivered", "delivered", "delayed*"),
    ("kept by customs", "9 shipped, 20 in_transit, 40 customs_hold", "in_transit", "customs_hold"),
    ("let go by customs", "9 shipped, 40 customs_hold, 90 customs_cleared, 110 delivered", "delivered", "customs_hold*"),
    ("through customs without a stop", "9 shipped, 40 in_transit, 44 customs_cleared, 70 delivered", "delivered", ""),
    ("wrong address", "9 shipped, 48 out_for_delivery, 50 address_problem", "out_for_delivery", "address_problem"),
    ("address put right", "9 shipped, 30 address_problem, 72 out_for_delivery, 75 delivered", "delivered", "address_problem*"),
    ("not wanted", "9 shipped, 48 out_for_delivery, 50 refused, 60 returning", "returning", "refused returned_to_sender"),
    ("broken and brought all the same", "9 shipped, 20 damaged, 30 in_transit, 53 delivered", "delivered", "damaged"),
    ("broken and sent back", "9 shipped, 20 damaged, 40 returning", "returning", "damaged returned_to_sender"),
    ("lost", "9 shipped, 20 in_transit, 300 lost", "in_transit", "lost"),
    ("lost and found", "9 shipped, 300 lost, 400 in_transit, 430 delivered", "delivered", "lost*"),
    ("not deliverable", "9 shipped, 20 in_transit, 60 undeliverable", "in_transit", "undeliverable"),
    ("something to be paid", "9 shipped, 20 in_transit, 40 payment_due", "in_transit", "payment_due"),
    ("paid and brought", "9 shipped, 40 payment_due, 72 out_for_delivery, 75 delivered", "delivered", "payment_due*"),
    ("a scan after the end", "9 shipped, 53 delivered, 58 in_transit", "delivered", ""),
    ("sent back after it had arrived", "9 shipped, 53 delivered, 90 returning", "returning", "returned_to_sender"),
    ("something nobody understands", "9 shipped, 20 information, 53 delivered", "delivered", ""),
    ("nothing anybody understands", "9 information", "announced", ""),
    ("the label was cancelled", "1 announced, 5 cancelled", "announced", ""),
    ("late news after it arrived", "9 shipped, 53 delivered, 60 delayed", "delivered", "delayed*"),
]

# The same for what turns round and is then told to be delivered: to its sender.
TURNED = [
    ("turned round and delivered to the sender", "9 shipped, 60 returning, 110 delivered", "returned", "returned_to_sender"),
    ("not deliverable and back with the sender", "9 shipped, 50 undeliverable, 60 returning, 110 delivered", "returned",
     "undeliverable* returned_to_sender"),
]

for source in CARRIERS:
    for name, told, stage, wrong in PARCELS + TURNED:
        pairs = steps(told)
        if any(word not in LEXICON[source] for _, word in pairs):
            continue
        tell = "\n".join(f"{hours} {source} {word} n=A" for hours, word in pairs)
        words = [word for _, word in pairs]
        if (name, told, stage, wrong) in TURNED:
            words[-1] = "returned"
        story(f"{source}: {name}", tell, " ".join(words), stage, wrong=wrong, parcels="A:0", carrier=source)

for source in ["after_ship", "seventeen_track"]:
    story(f"{source}: back with the sender, and said so",
          f"9 {source} shipped n=A\n60 {source} returning n=A\n110 {source} returned n=A",
          "shipped returning returned", "returned", wrong="returned_to_sender", parcels="A:0", carrier=source)

# DHL's unified tracking says little.
for name, told, stage, wrong in [
    ("plain", "1 announced, 9 in_transit, 20 in_transit, 53 delivered", "delivered", ""),
    ("on the way", "1 announced, 9 in_transit", "in_transit", ""),
    ("many scans", "9 in_transit, 12 in_transit, 15 in_transit, 18 in_transit, 21 in_transit", "in_transit", ""),
    ("not deliverable", "9 in_transit, 50 undeliverable", "in_transit", "undeliverable"),
    ("not deliverable and then delivered", "9 in_transit, 50 undeliverable, 80 delivered", "delivered", "undeliverable*"),
    ("something nobody understands", "9 in_transit, 20 information, 53 delivered", "delivered", ""),
    ("a scan after the end", "9 in_transit, 53 delivered, 55 in_transit", "delivered", ""),
]:
    pairs = steps(told)
    tell = "\n".join(f"{hours} dhl {word} n=A" for hours, word in pairs)
    story(f"dhl says: {name}", tell, " ".join(word for _, word in pairs), stage, wrong=wrong, parcels="A:0", carrier="dhl")

# Marketplaces alone, of one line and without a parcel.
for name, told, stage, wrong in [
    ("placed", "0 placed", "placed", ""),
    ("being packed", "0 placed, 3 processing", "processing", ""),
    ("sent", "0 placed, 3 processing, 9 shipped", "shipped", ""),
    ("arrived", "0 placed, 3 processing, 9 shipped, 60 delivered", "delivered", ""),
    ("packed and arrived", "3 processing, 60 delivered", "delivered", ""),
    ("cancelled at once", "0 placed, 1 cancelled", "cancelled", ""),
    ("cancelled while it was packed", "3 processing, 8 cancelled", "cancelled", ""),
    ("on the way", "3 processing, 9 shipped, 20 in_transit", "in_transit", ""),
    ("with the driver", "9 shipped, 20 in_transit, 40 out_for_delivery", "out_for_delivery", ""),
    ("nobody at home", "9 shipped, 40 out_for_delivery, 44 failed_attempt", "out_for_delivery", "failed_attempt"),
    ("at home the next day", "9 shipped, 44 failed_attempt, 70 delivered", "delivered", "failed_attempt*"),
    ("not deliverable", "9 shipped, 44 undeliverable", "in_transit", "undeliverable"),
    ("back with the seller", "9 shipped, 44 undeliverable, 140 returned", "returned", "undeliverable* returned_to_sender"),
    ("arrived, then cancelled in the books", "9 processing, 60 delivered, 80 cancelled", "delivered", ""),
    ("something nobody understands", "3 processing, 5 information, 60 delivered", "delivered", ""),
    ("nothing anybody understands", "5 information", "placed", ""),
    ("sent before it was packed, by the books", "9 shipped, 12 processing", "shipped", ""),
]:
    for source in MARKETPLACES:
        pairs = steps(told)
        if any(word not in LEXICON[source] for _, word in pairs):
            continue
        tell = "\n".join(f"{hours} {source} {word}" for hours, word in pairs)
        words = [word for _, word in pairs]
        story(f"{source}: {name}", tell, " ".join(words), stage, wrong=wrong)

# A marketplace and a carrier tell of the same parcel. Each thing stands there once.
for market, carrier in [("ucp", "fed_ex"), ("ucp", "my_dhl"), ("ucp", "easy_post"), ("vendure", "shippo"),
                        ("house", "after_ship"), ("house", "seventeen_track"), ("vendure", "fed_ex"), ("house", "easy_post")]:
    story(f"{market} and {carrier} tell the same", f"""
        3 {market} processing
        9 {carrier} shipped n=A
        9.5 {market} shipped n=A
        20 {carrier} in_transit n=A
        53 {carrier} delivered n=A
        54 {market} delivered n=A""", "processing shipped in_transit delivered", "delivered", parcels="A:0", carrier=carrier)
    story(f"{market} hears of it a day after {carrier}", f"""
        3 {market} processing
        9 {carrier} shipped n=A
        33 {market} shipped n=A
        53 {carrier} delivered n=A
        77 {market} delivered n=A""", "processing shipped delivered", "delivered", parcels="A:0", carrier=carrier)
    story(f"the clock of {market} is behind that of {carrier}", f"""
        9 {carrier} shipped n=A
        9.2 {market} processing n=A skew=40
        20 {carrier} in_transit n=A
        53 {carrier} delivered n=A
        53.1 {market} delivered n=A skew=-90""", "processing shipped in_transit delivered", "delivered", parcels="A:0",
          carrier=carrier)
    story(f"{market} names the parcel by its own name, {carrier} by its number", f"""
        9 {market} shipped
        20 {carrier} in_transit n=A
        60 {market} delivered""", "shipped in_transit delivered", "delivered", parcels="A:0", carrier=carrier)
    story(f"{market} cancels what {carrier} has delivered", f"""
        9 {carrier} shipped n=A
        53 {carrier} delivered n=A
        70 {market} cancelled""", "shipped delivered cancelled", "delivered", parcels="A:0", carrier=carrier)

# By hand, one by one.
story("woo_commerce and a carrier", """
    0 woo_commerce placed
    4 woo_commerce processing
    9 fed_ex shipped n=A
    53 fed_ex delivered n=A
    60 woo_commerce delivered""", "placed processing shipped delivered", "delivered", parcels="A:0")
story("two carriers' tracking services tell the same scans", """
    9 fed_ex shipped n=A
    9.2 easy_post shipped n=A
    20 fed_ex in_transit n=A
    20.1 easy_post in_transit n=A
    25 fed_ex in_transit n=A
    25.2 easy_post in_transit n=A
    53 fed_ex delivered n=A
    53.3 easy_post delivered n=A""", "shipped in_transit in_transit delivered", "delivered", parcels="A:0")
story("three scans within an hour by two services", """
    20 fed_ex in_transit n=A text=Memphis
    20.3 fed_ex in_transit n=A text=Gate
    20.6 fed_ex in_transit n=A text=Belt
    20.1 easy_post in_transit n=A text=Memphis
    20.4 easy_post in_transit n=A text=Gate
    20.7 easy_post in_transit n=A text=Belt""", "in_transit in_transit in_transit", "in_transit", parcels="A:0")
story("two parcels of one line", """
    3 ucp processing l=1x3
    9 ucp shipped n=A l=1x2
    10 ucp shipped n=B l=1x1
    53 fed_ex delivered n=A
    80 fed_ex delivered n=B""", "processing shipped shipped delivered delivered", "delivered", lines="1:0x3",
      parcels="A:0=1x2 B:0=1x1")
story("one of two parcels of one line has arrived", """
    9 ucp shipped n=A l=1x2
    10 ucp shipped n=B l=1x1
    53 fed_ex delivered n=A""", "shipped shipped delivered", "partly_arrived", lines="1:0x3", parcels="A:0=1x2 B:0=1x1")
story("one of two parcels whose contents nobody knows has arrived", """
    9 my_dhl shipped n=A
    10 my_dhl shipped n=B
    53 my_dhl delivered n=A""", "shipped shipped delivered", "partly_arrived", lines="1:0x2 2:0x1", parcels="A:0 B:0",
      carrier="my_dhl")
story("both parcels whose contents nobody knows have arrived", """
    9 my_dhl shipped n=A
    53 my_dhl delivered n=A
    81 my_dhl delivered n=B""", "shipped delivered delivered", "delivered", lines="1:0x2 2:0x1", parcels="A:0 B:0",
      carrier="my_dhl")
story("each line in a parcel of its own", """
    9 ucp shipped n=A l=1x1
    10 ucp shipped n=B l=2x1
    53 ucp delivered n=A l=1x1""", "shipped shipped delivered", "partly_arrived", "delivered shipped", lines="1:0x1 2:0x1")
story("two marketplaces, one has arrived", """
    3 ucp processing p=0
    4 vendure processing p=1
    9 ucp shipped p=0
    53 ucp delivered p=0""", "processing processing shipped delivered", "partly_arrived", "delivered processing",
      lines="1:0x1 2:1x1")
story("two marketplaces, both have arrived", """
    3 ucp processing p=0
    4 vendure processing p=1
    53 ucp delivered p=0
    70 vendure delivered p=1""", "processing processing delivered delivered", "delivered", lines="1:0x1 2:1x1")
story("two marketplaces, one cancels, the other delivers", """
    3 ucp processing p=0
    5 vendure cancelled p=1
    53 ucp delivered p=0""", "processing cancelled delivered", "delivered", "delivered cancelled", lines="1:0x1 2:1x1")
story("two marketplaces, both cancel", """
    3 ucp cancelled p=0
    5 woo_commerce cancelled p=1""", "cancelled cancelled", "cancelled", lines="1:0x1 2:1x1")
story("two marketplaces, one cancels while the other sends", """
    3 ucp cancelled p=0
    9 house shipped p=1""", "cancelled shipped", "shipped", "cancelled shipped", lines="1:0x1 2:1x1")
story("some pieces are cancelled and the rest arrives", """
    3 ucp processing l=1x3
    5 ucp cancelled l=1x1
    9 ucp shipped n=A l=1x2
    53 ucp delivered n=A l=1x2""", "processing cancelled shipped delivered", "delivered", lines="1:0x3")
story("some pieces are cancelled and the rest is on its way", """
    5 ucp cancelled l=1x1
    9 ucp shipped n=A l=1x2""", "cancelled shipped", "shipped", lines="1:0x3")
story("pieces are cancelled one by one until none is left", """
    5 ucp cancelled l=1x1
    6 ucp cancelled l=1x2""", "cancelled cancelled", "cancelled", lines="1:0x3")
story("pieces arrive one by one without a parcel", """
    9 ucp shipped l=1x3
    50 ucp delivered l=1x1
    60 ucp delivered l=1x2""", "shipped delivered delivered", "delivered", lines="1:0x3")
story("one piece of three has arrived without a parcel", """
    9 ucp shipped l=1x3
    50 ucp delivered l=1x1""", "shipped delivered", "partly_arrived", lines="1:0x3")
story("a parcel is split up and both halves arrive", """
    9 fed_ex shipped n=A
    20 fed_ex in_transit n=A code=SP became=B,C
    30 fed_ex in_transit n=B
    53 fed_ex delivered n=B
    70 fed_ex delivered n=C""", "shipped in_transit in_transit delivered delivered", "delivered", parcels="A:0")
story("a parcel is split up and one half has arrived", """
    9 fed_ex shipped n=A
    20 fed_ex in_transit n=A code=SP became=B,C
    53 fed_ex delivered n=B""", "shipped in_transit delivered", "in_transit", parcels="A:0")
story("a parcel is split up into parcels whose contents are told", """
    9 ucp shipped n=A l=1x3
    20 ucp in_transit n=A became=B,C
    30 ucp in_transit n=B l=1x2
    31 ucp in_transit n=C l=1x1
    53 ucp delivered n=B l=1x2""", "shipped in_transit in_transit in_transit delivered", "partly_arrived", lines="1:0x3")
story("a parcel is split up into parcels whose contents are told, and both arrive", """
    9 ucp shipped n=A l=1x3
    20 ucp in_transit n=A became=B,C
    53 ucp delivered n=B l=1x2
    54 ucp delivered n=C l=1x1""", "shipped in_transit delivered delivered", "delivered", lines="1:0x3")
story("two parcels are put into one", """
    9 ucp shipped p=0 n=A l=1x1
    10 house shipped p=1 n=B l=2x1
    20 ucp in_transit p=0 n=A became=C
    21 house in_transit p=1 n=B became=C
    53 fed_ex delivered n=C""", "shipped shipped in_transit in_transit delivered", "delivered", lines="1:0x1 2:1x1",
      parcels="A:0=1x1 B:1=2x1")
story("two parcels are put into one that is on its way", """
    9 ucp shipped p=0 n=A l=1x1
    10 house shipped p=1 n=B l=2x1
    20 ucp in_transit p=0 n=A became=C
    21 house in_transit p=1 n=B became=C
    48 fed_ex out_for_delivery n=C""", "shipped shipped in_transit in_transit out_for_delivery", "out_for_delivery",
      lines="1:0x1 2:1x1", parcels="A:0=1x1 B:1=2x1")
story("a parcel is split up into itself and others, by mistake", """
    9 fed_ex shipped n=A
    20 fed_ex in_transit n=A became=A,B
    21 fed_ex in_transit n=B became=A
    53 fed_ex delivered n=A""", "shipped in_transit in_transit delivered", "delivered", parcels="A:0")
story("the goods of two marketplaces travel in one parcel", """
    9 ucp shipped p=0 n=A l=1x1
    10 vendure shipped p=1 n=A l=2x2
    53 fed_ex delivered n=A""", "shipped delivered", "delivered", lines="1:0x1 2:1x2", parcels="A:0=1x1 A:1=2x2")
story("the number belonged to somebody else last year", """
    -9000 fed_ex shipped n=A
    -8950 fed_ex delivered n=A
    9 fed_ex shipped n=A
    20 fed_ex in_transit n=A""", "shipped in_transit", "in_transit", parcels="A:0")
story("the number belongs to somebody else half a year later", """
    9 fed_ex shipped n=A
    53 fed_ex delivered n=A
    4400 fed_ex shipped n=A
    4420 fed_ex returning n=A""", "shipped delivered", "delivered", parcels="A:0")
story("the number was somebody else's the week before", """
    -160 my_dhl shipped n=A
    -150 my_dhl delivered n=A
    9 my_dhl announced n=A""", "announced", "announced", parcels="A:0", carrier="my_dhl")
story("the number is written with blanks and without", """
    9 ucp shipped n=79484410a123
    20 fed_ex in_transit n=7948-4410-A123
    53 fed_ex delivered n=A""", "shipped in_transit delivered", "delivered", parcels="A:0")
story("two marketplaces both call their parcel number one", """
    9 ucp shipped p=0 n=1
    10 vendure shipped p=1 n=1
    53 ucp delivered p=0 n=1""", "shipped shipped delivered", "partly_arrived", "delivered shipped", lines="1:0x1 2:1x1")
story("a marketplace tells no times", """
    0 woo_commerce placed
    5 woo_commerce processing
    80 woo_commerce delivered""", "placed processing delivered", "delivered")
story("a marketplace without times is asked late", """
    4 woo_commerce processing heard=60
    9 fed_ex shipped n=A
    53 fed_ex delivered n=A""", "processing shipped delivered", "delivered", parcels="A:0")
story("a carrier's times cannot be read", """
    9 fed_ex shipped n=A t=odd
    20 fed_ex in_transit n=A
    53 fed_ex delivered n=A""", "shipped in_transit delivered", "delivered", parcels="A:0")
story("a clock that was never set", """
    9 shippo shipped n=A t=epoch
    20 shippo in_transit n=A
    53 shippo delivered n=A""", "shipped in_transit delivered", "delivered", parcels="A:0", carrier="shippo")
story("days without hours", """
    1 after_ship announced n=A t=day
    24 after_ship shipped n=A t=day
    72 after_ship delivered n=A t=day""", "announced shipped delivered", "delivered", parcels="A:0", carrier="after_ship")
story("times by the clock of the place of delivery", """
    9 after_ship shipped n=A t=clock
    9.5 fed_ex in_transit n=A
    53 after_ship delivered n=A t=blank""", "shipped in_transit delivered", "delivered", parcels="A:0")
story("times of three zones within one hour", """
    20 fed_ex in_transit n=A text=a
    20.2 seventeen_track customs_hold n=A text=b
    20.4 my_dhl in_transit n=A text=c
    20.6 shippo out_for_delivery n=A text=d""", "in_transit customs_hold out_for_delivery", "out_for_delivery",
      wrong="customs_hold*", parcels="A:0")
story("a carrier's clock is an hour ahead of ours", """
    9 fed_ex shipped n=A skew=60
    20 fed_ex in_transit n=A skew=60
    53 fed_ex delivered n=A skew=60""", "shipped in_transit delivered", "delivered", parcels="A:0")
story("the same event is told again with other words", """
    9 ucp shipped id=e1 n=A text=Sent
    9 ucp shipped id=e1 n=A text=Sent_by_us heard=30
    53 ucp delivered id=e2 n=A""", "shipped delivered", "delivered")
story("an event without a name is told twice", """
    9 shippo shipped n=A
    9 shippo shipped n=A code=TRANSIT/package_accepted heard=5
    53 shippo delivered n=A""", "shipped delivered", "delivered", parcels="A:0", carrier="shippo")
story("a return parcel does not take back what has arrived", """
    9 fed_ex shipped n=A
    53 fed_ex delivered n=A
    200 fed_ex shipped n=B back=1
    240 fed_ex in_transit n=B back=1
    260 fed_ex delivered n=B back=1""", "shipped delivered shipped in_transit delivered", "delivered", parcels="A:0")
story("a return parcel that nobody takes is no trouble of the order", """
    53 my_dhl delivered n=A
    200 my_dhl shipped n=B back=1
    240 my_dhl failed_attempt n=B back=1""", "delivered shipped failed_attempt", "delivered", parcels="A:0", carrier="my_dhl")
story("one parcel goes back, the other arrives", """
    9 ucp shipped n=A l=1x1
    10 ucp shipped n=B l=2x1
    60 fed_ex returning n=A
    53 fed_ex delivered n=B""", "shipped shipped delivered returning", "delivered", "returning delivered",
      wrong="returned_to_sender", lines="1:0x1 2:0x1", parcels="A:0=1x1 B:0=2x1")
story("everything goes back", """
    9 ucp shipped n=A l=1x1
    10 ucp shipped n=B l=2x1
    60 fed_ex returning n=A
    61 fed_ex returning n=B
    90 fed_ex delivered n=A""", "shipped shipped returning returning returned", "returning", "returned returning",
      wrong="returned_to_sender returned_to_sender", lines="1:0x1 2:0x1", parcels="A:0=1x1 B:0=2x1")
story("a label is replaced by another one", """
    1 fed_ex announced n=A
    5 fed_ex cancelled n=A
    6 fed_ex announced n=B
    9 fed_ex shipped n=B
    53 fed_ex delivered n=B""", "announced cancelled announced shipped delivered", "delivered", parcels="A:0 B:0")
story("the carrier tells of a parcel that nobody knows", """
    3 ucp processing
    20 fed_ex in_transit n=B""", "processing in_transit", "processing")
story("the same trouble twice in a row is one", """
    9 fed_ex shipped n=A
    20 fed_ex delayed n=A
    26 fed_ex delayed n=A
    32 fed_ex delayed n=A""", "shipped delayed delayed delayed", "shipped", wrong="delayed", parcels="A:0")
story("two troubles of two parcels", """
    9 ucp shipped n=A l=1x1
    9.1 ucp shipped n=B l=2x1
    30 fed_ex customs_hold n=A
    31 fed_ex delayed n=B
    40 fed_ex in_transit n=B""", "shipped shipped customs_hold delayed in_transit", "in_transit",
      wrong="customs_hold delayed*", lines="1:0x1 2:0x1", parcels="A:0=1x1 B:0=2x1")
story("a marketplace says it is not deliverable, the carrier delivers it", """
    9 ucp shipped n=A
    44 ucp undeliverable n=A
    70 fed_ex out_for_delivery n=A
    74 fed_ex delivered n=A""", "shipped undeliverable out_for_delivery delivered", "delivered", wrong="undeliverable*",
      parcels="A:0")
story("nothing has been told", "", "", "placed")

# When it should arrive. 2 November 2026 is a Monday; Sundays and the 11th are without delivery.
story("the carrier says when", """
    9 fed_ex shipped n=A est=2026-11-05/2026-11-06
    20 fed_ex in_transit n=A est=2026-11-06/2026-11-06""", "shipped in_transit", "in_transit", parcels="A:0",
      expected={"promised": {"from": "2026-11-04", "to": "2026-11-09"}},
      estimates=[["2026-11-06", "2026-11-06", "carrier"]])
story("the carrier says nothing, the marketplace promised", "9 fed_ex shipped n=A", "shipped", "shipped", parcels="A:0",
      expected={"promised": {"from": "2026-11-04", "to": "2026-11-09"}},
      estimates=[["2026-11-04", "2026-11-09", "promise"]])
story("nobody said anything, so it takes as long as its way of delivery", "3 woo_commerce processing", "processing",
      "processing", expected={"days": [2, 4]}, estimates=[["2026-11-04", "2026-11-06", "method"]])
story("days without delivery do not count", "3 woo_commerce processing", "processing",
      "processing", expected={"days": [5, 9]}, estimates=[["2026-11-07", "2026-11-13", "method"]])
story("what misses the cut-off leaves on the next day", "3 house processing", "processing", "processing",
      expected={"days": [2, 4], "cut_off": 420}, estimates=[["2026-11-05", "2026-11-07", "method"]])
story("what makes the cut-off leaves on the same day", "3 house processing", "processing", "processing",
      expected={"days": [2, 4], "cut_off": 540}, estimates=[["2026-11-04", "2026-11-06", "method"]])
story("a marketplace that is late is believed less", "9 ucp shipped", "shipped", "shipped",
      expected={"promised": {"from": "2026-11-04", "to": "2026-11-05"}, "lateness": {"count": 40, "days": 2}},
      estimates=[["2026-11-04", "2026-11-07", "promise"]])
story("a few late ones prove nothing", "9 ucp shipped", "shipped", "shipped",
      expected={"promised": {"from": "2026-11-04", "to": "2026-11-05"}, "lateness": {"count": 19, "days": 2}},
      estimates=[["2026-11-04", "2026-11-05", "promise"]])
story("made later onto a Sunday it is the Monday", "9 ucp shipped", "shipped", "shipped",
      expected={"promised": {"from": "2026-11-04", "to": "2026-11-06"}, "lateness": {"count": 40, "days": 2}},
      estimates=[["2026-11-04", "2026-11-09", "promise"]])
story("nobody knows when customs let it go", """
    9 fed_ex shipped n=A est=2026-11-05/2026-11-06
    40 fed_ex customs_hold n=A""", "shipped customs_hold", "in_transit", wrong="customs_hold", parcels="A:0",
      expected={"promised": {"from": "2026-11-04", "to": "2026-11-09"}}, estimates=[None])
story("after nobody was at home it comes on the next working day", """
    9 fed_ex shipped n=A est=2026-11-04/2026-11-04
    48 fed_ex out_for_delivery n=A
    53 fed_ex failed_attempt n=A""", "shipped out_for_delivery failed_attempt", "out_for_delivery", wrong="failed_attempt",
      parcels="A:0", estimates=[["2026-11-05", "2026-11-05", "carrier"]])
story("the line is there when its last parcel is", """
    9 fed_ex shipped n=A est=2026-11-04/2026-11-05
    9 fed_ex shipped n=B est=2026-11-06/2026-11-09""", "shipped shipped", "shipped", lines="1:0x2",
      parcels="A:0=1x1 B:0=1x1", estimates=[["2026-11-06", "2026-11-09", "carrier"]])
story("what has arrived has no estimate", "53 fed_ex delivered n=A est=2026-11-04/2026-11-05", "delivered", "delivered",
      parcels="A:0", estimates=[None])
story("nobody can tell when", "3 ucp processing", "processing", "processing", estimates=[None])

# Ways to say it that no story has used so far, each in a story of its own.
for source in LEXICON:
    for word, ways in LEXICON[source].items():
        while used.get((source, word), 0) < len(ways):
            turn = used.get((source, word), 0)
            number = " n=A" if source in CARRIERS else ""
            parcels = "A:0" if source in CARRIERS else ""
            alone = {
                "information": "announced" if source in CARRIERS else "placed", "delayed": "announced",
                "address_problem": "announced", "payment_due": "announced", "customs_hold": "in_transit",
                "customs_cleared": "in_transit", "failed_attempt": "in_transit", "refused": "in_transit",
                "undeliverable": "in_transit", "damaged": "in_transit", "lost": "in_transit",
                "cancelled": "announced" if source in CARRIERS else "cancelled",
            }
            wrong = {
                "returning": "returned_to_sender", "returned": "returned_to_sender", "information": "", "cancelled": "",
                "customs_cleared": "",
            }.get(word, word if word in alone else "")
            story(f"{source}: also says {word} as {ways[turn]}", f"9 {source} {word}{number}", word, alone.get(word, word),
                  wrong=wrong, parcels=parcels, carrier=source if source in CARRIERS else "fed_ex")

with open("sequences.jsonl", "w", encoding="utf-8", newline="\n") as file:
    for each in stories:
        file.write(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n")

sources = {told["source"] for each in stories for told in each["events"]}
print(f"{len(stories)} stories, {len(sources)} sources")
