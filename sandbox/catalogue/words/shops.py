"""How each marketplace chooses, prices and words what it sells."""

from dataclasses import dataclass

CURRENCY_PER_EURO = {"EUR": 1.0, "JPY": 162.0, "TND": 3.38, "USD": 1.09}


@dataclass(frozen=True)
class Shop:
    """One marketplace: `taken` is the share of things it carries by category or kind, in hundredths."""

    key: str
    currency: str
    level: float
    struck: int
    popularity: tuple[int, int]
    taken: dict[str, int]


SHOPS = [
    Shop("harbor", "EUR", 1.08, 14, (4, 420), {
        "home-kitchen": 82, "lighting-furniture": 88, "books-stationery": 55, "garden-tools": 30, "plant-pot": 100, "watering-can": 100,
        "toys-games": 45, "beauty": 25, "soap-dispenser": 100, "turntable": 100, "speaker": 40, "backpack": 40, "belt": 50, "yoga-mat": 50,
    }),
    Shop("kitemart", "JPY", 0.80, 60, (60, 9400), {
        "audio": 80, "computing": 74, "phones-wearables": 76, "photo": 70, "home-kitchen": 68, "lighting-furniture": 42, "beauty": 70,
        "garden-tools": 74, "fashion": 74, "toys-games": 74, "books-stationery": 55, "sports-outdoor": 74,
    }),
    Shop("baobab", "TND", 0.88, 22, (1, 160), {
        "home-kitchen": 55, "lighting-furniture": 38, "beauty": 55, "garden-tools": 50, "fashion": 62, "toys-games": 45,
        "books-stationery": 40, "headphones": 40, "earbuds": 40, "speaker": 40, "yoga-mat": 50, "powerbank": 50,
    }),
    Shop("nomad", "USD", 0.97, 20, (12, 1300), {
        "sports-outdoor": 84, "photo": 84, "phones-wearables": 62, "computing": 62, "audio": 38, "backpack": 100, "cap": 80, "sunglasses": 75,
        "sneakers": 40, "water-bottle": 100, "garden-tools": 25, "drill": 75, "hammer": 50, "screwdrivers": 75, "notebook": 40, "wristwatch": 50,
    }),
    Shop("lumen", "USD", 0.76, 85, (8, 2600), {
        "desk-lamp": 100, "table-lamp": 100, "audio": 80, "computing": 75, "phones-wearables": 72, "photo": 60, "beauty": 80,
    }),
    Shop("shelf", "EUR", 1.0, 20, (3, 260), {
        "audio": 32, "beauty": 30, "books-stationery": 22, "computing": 45, "fashion": 22, "garden-tools": 20, "home-kitchen": 34,
        "lighting-furniture": 20, "phones-wearables": 25, "photo": 22, "sports-outdoor": 22, "toys-games": 22,
    }),
]

# What follows a description, picked by thing.
TAILS = {
    "harbor": ["", "", "Sent in plain paper, without plastic.", "Questions are answered by hand, the same day."],
    "kitemart": ["FAST SHIP from warehouse, 1 year warranty!!", "Please check size before order. Actual colour may look different on your screen.", "Buy 2 get coupon. Contact us before bad review.", "High quality, good for gift, office, family!!"],
    "nomad": ["Field-tested.", "Ships within 24 h.", "2-year limited warranty.", ""],
    "lumen": ["Open box, checked and complete; the carton may show marks.", "Last season's stock, unused.", "Overstock, sealed. Final quantities.", "Returned unused, inspected by hand, grade A."],
    "shelf": ["", "On our own shelf, leaves the same day.", "", "Thirty days to change your mind."],
}
SHOUTS = ["NEW 2026", "SALE", "48H ONLY", "2026 MODEL", "POINTS x5", "BUY 2 SAVE 10%", "RESTOCK", "No.1 RANKING"]
NOISE = ["FREE GIFT", "HOT SALE!!", "1 YEAR WARRANTY", "JP STOCK", "BEST SELLER", "LIMITED!!", "good quality", "w/ box", "FAST SHIP", ""]
CONDITION = ["Outlet", "Open Box", "Last Season", "Overstock", "Grade A"]

# (brand, model) of things whose colours are options, sold under one number.
FAMILIES = {
    "lipstick": ("Zenkoro", "Color Pop", "ZK-CP", 8.5), "mug": ("Mokumo", "Daily Cup", "MK-DC", 7.9), "water-bottle": ("Zenkoro", "Cool Pop", "ZK-CB", 12.5),
    "cap": ("Zenkoro", "Basic Cap", "ZK-BC", 11.9), "mouse": ("Okivox", "Colour Mouse", "OK-CM", 12.9), "yoga-mat": ("Zenkoro", "Stretch Mat", "ZK-SM", 16.9),
    "notebook": ("Foldmere", "Colour Log", "FM-CL", 14.5), "football": ("Kraftholt", "Street", "KH-STR", 17.5), "earbuds": ("Okivox", "Candy", "OK-CDY", 27.9),
    "hairbrush": ("Mokumo", "Soft Paddle", "MK-SP", 7.5), "watering-can": ("Grovemark", "Colour Spout", "GM-CS", 21), "puzzle-cube": ("Zumbiro", "Mix 3", "ZB-MX", 8.9),
    "soap-dispenser": ("Mokumo", "Pump", "MK-PMP", 9.9), "toy-car": ("Little Quarry", "Garage", "LQ-GAR", 12.9), "stacking-rings": ("Little Quarry", "Tower", "LQ-TWR", 13.9),
    "sunglasses": ("Zenkoro", "Shade", "ZK-SHD", 15.9), "powerbank": ("Okivox", "Candy Power", "OK-CPW", 21.9), "desk-lamp": ("Okivox", "Arm Light", "OK-AL", 29.9),
    "stool": ("Torvane", "Colour Loft", "TR-CLF", 69), "dumbbells": ("Pulsegrove", "Colour Lift", "PG-CLL", 23.9), "kettlebell": ("Pulsegrove", "Colour Swing", "PG-CLS", 29.9),
    "skipping-rope": ("Pulsegrove", "Colour Hop", "PG-CLH", 13.5), "backpack": ("Wildmarch", "Campus", "WM-CMP", 49), "phone": ("Nimvia", "Lite 8", "NV-L8", 329),
}
# What each of those kinds is shown in when no colour is chosen yet.
CHOICE = {"en": "a colour of your choice", "fr": "au choix", "ar": "حسب اختيارك"}

# GS1 company prefix of each brand: country digits first.
PREFIXES = {
    "Velune": "5701234", "Tonvik": "7350412", "Okivox": "4571203", "Murrel": "4012647", "Skarnhall": "7391184", "Kestrix": "4717032", "Dravell": "4711845",
    "Quillon": "0850917", "Brimzy": "6941506", "Orbane": "8806417", "Nimvia": "6932814", "Pulsegrove": "0194273", "Haldvik": "7040982", "Fennoptic": "6417153",
    "Zumbiro": "4589024", "Brunna Keramik": "7318450", "Tolvi": "6430092", "Skarn & Elm": "5714407", "Mokumo": "4562381", "Ferrow": "3260174", "Tarnway": "5060713",
    "Ironlea": "5015826", "Dar Melika": "6191207", "Lumvig": "5705538", "Eikholm": "7072216", "Torvane": "4743190", "Verdelle": "3401567", "Soliane": "3700284",
    "Mossgate": "8718453", "Grovemark": "5410637", "Brackwell": "4008921", "Pellam": "5602483", "Corvane": "8435120", "Wildmarch": "0812764", "Merrowin": "7640158",
    "Tumblewick": "4260318", "Little Quarry": "9421033", "Lanternfold": "9781402", "Quire & Lane": "9781915", "Foldmere": "4904112", "Inkhollow": "8051774",
    "Kraftholt": "4251087", "Zenkoro": "4580719",
}
