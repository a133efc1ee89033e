"""Vocabulary: home and kitchen, lighting and furniture, beauty, garden and tools."""

from .shapes import kind

kind(
    "mug",
    names=["stoneware mug", "coffee mug", "handmade ceramic mug", "tea cup with handle"],
    models=[("Brunna Keramik", "Hav", "BK-HAV", 16.5), ("Tolvi", "Morning", "TV-MOR", 9.9)],
    facts={"volume": ["350 ml", "320 ml"], "weight": ["390 g", "340 g"]},
    specs=["{volume}", "stoneware", "dishwasher safe", "microwave safe"],
    copy=[
        "A straight stoneware mug with a round handle, glazed in {colour} and fired twice at 1240 degrees.",
        "It holds {volume}, enough for a proper filter coffee with room for milk.",
        "The foot is left bare and sanded smooth, so it does not scratch the table.",
        "Safe in the dishwasher, the microwave and the oven up to 200 °C.",
        "Glaze runs as it likes: no two are quite the same.",
    ],
    attributes={"Material": "Stoneware", "Capacity": "{volume}", "Height": "9.2 cm", "Diameter": "8.6 cm", "Weight": "{weight}", "Care": "Dishwasher and microwave safe"},
    options=("Set", [("1 piece", 1.0, "1"), ("Set of 2", 1.9, "2"), ("Set of 4", 3.6, "4")], 0),
)
kind(
    "kettle",
    names=["pour-over kettle", "gooseneck kettle", "coffee drip kettle", "stovetop kettle"],
    models=[("Skarn & Elm", "Drip 1.0", "SE-D10", 64), ("Mokumo", "Barista", "MKB-1", 34)],
    facts={"volume": ["1.0 l", "0.9 l"], "weight": ["620 g", "540 g"]},
    specs=["{volume}", "gooseneck", "18/8 stainless steel", "walnut handle", "induction"],
    copy=[
        "A gooseneck kettle for pour-over coffee, {colour} outside and plain 18/8 steel inside.",
        "The narrow spout gives a thin, steady stream that lands where you aim it.",
        "It holds {volume} and works on gas, electric and induction.",
        "Handle and knob are walnut and stay cool.",
        "Wipe dry after use; the wood likes a drop of oil now and then.",
    ],
    attributes={"Material": "Stainless steel 18/8, walnut", "Capacity": "{volume}", "Hobs": "Gas, electric, induction", "Dimensions": "29 × 15 × 17 cm", "Weight": "{weight}"},
)
kind(
    "frying-pan",
    names=["frying pan", "skillet with wooden handle", "non-stick frying pan", "sauté pan"],
    models=[("Ferrow", "Everyday", "FRW-E", 46), ("Mokumo", "EasyCook", "MKC", 23)],
    facts={"coating": ["ceramic, PFAS-free", "non-stick, PFAS-free"], "base": ["4.5 mm", "3.2 mm"]},
    specs=["{coating}", "all hobs incl. induction", "{base} base", "wooden handle"],
    copy=[
        "An everyday frying pan in {colour} with an oiled wooden handle that screws off for the oven.",
        "The {base} base spreads the heat evenly, so pancakes brown to the edge.",
        "The surface is {coating}: eggs slide, and a cloth cleans it.",
        "For every hob, induction too.",
    ],
    attributes={"Material": "Cast aluminium, oiled wood", "Surface": "{coating}", "Base": "{base}", "Hobs": "All, induction included", "Oven": "Up to 220 °C without handle", "Care": "Wash by hand"},
    options=("Diameter", [("20 cm", 0.82, "20"), ("24 cm", 1.0, "24"), ("28 cm", 1.2, "28")], 1),
)
kind(
    "water-bottle",
    names=["insulated water bottle", "vacuum flask bottle", "stainless steel water bottle", "thermos bottle"],
    models=[("Tarnway", "Brook", "TW-BRK", 27), ("Brimzy", "HydroGo", "BZHG", 14)],
    facts={"cold": ["24 h", "18 h"], "hot": ["12 h", "8 h"]},
    specs=["cold {cold}", "hot {hot}", "18/8 steel", "BPA free", "leak-proof"],
    copy=[
        "A double-walled, matt-coated steel bottle in {colour} with a carry loop in the lid.",
        "The vacuum keeps drinks cold for {cold} and hot for {hot}, and the outside never sweats.",
        "The mouth is wide enough for ice cubes and a brush.",
        "A silicone foot keeps it quiet on the desk.",
    ],
    attributes={"Material": "Stainless steel 18/8", "Insulation": "Double wall, vacuum", "Cold": "{cold}", "Hot": "{hot}", "Lid": "Polypropylene, BPA free, with loop", "Care": "Lid dishwasher safe, body by hand"},
    options=("Capacity", [("350 ml", 0.85, "350"), ("500 ml", 1.0, "500"), ("750 ml", 1.2, "750"), ("1 l", 1.38, "1L")], 1),
)
kind(
    "knife-block",
    names=["knife block set", "7-piece knife set", "kitchen knives with block", "chef's knife set"],
    models=[("Ferrow", "Kerf 7", "FRW-K7", 129), ("Ironlea", "Cook's Seven", "IL-C7", 79)],
    facts={"steel": ["X50CrMoV15, 56 HRC", "3Cr13, 53 HRC"], "weight": ["3.1 kg", "2.7 kg"]},
    specs=["7 knives", "{steel}", "full tang", "solid wood block"],
    copy=[
        "Seven knives in a slanted {colour} block, from an 8 cm parer to a 21 cm chef's knife.",
        "Blades are {steel}, ground thin and sharpened at 15 degrees a side.",
        "Riveted handles and a full tang give a balance that does not tire the wrist.",
        "Rubber feet hold the block where you put it.",
    ],
    attributes={"Pieces": "7 knives and block", "Steel": "{steel}", "Block": "Solid wood", "Dimensions": "24 × 12 × 37 cm", "Weight": "{weight}", "Care": "Wash by hand"},
)
kind(
    "storage-jar",
    names=["glass storage jar", "airtight glass jar with wooden lid", "kitchen canister", "pantry jar"],
    models=[("Tolvi", "Keep", "TV-KEP", 12.9), ("Skarn & Elm", "Larder", "SE-LAR", 15.9)],
    facts={"glass": ["borosilicate", "soda-lime"], "seal": ["silicone ring", "double silicone ring"]},
    specs=["airtight", "{glass} glass", "wooden lid", "wide mouth"],
    copy=[
        "A straight glass jar with a wooden lid for pasta, rice, nuts or coffee (shown with the {colour}).",
        "A {seal} under the lid keeps moths and moisture out.",
        "The {glass} glass is clear to the edge and goes into the dishwasher; the lid is wiped.",
        "The jars stack, and the mouth takes a measuring cup.",
    ],
    attributes={"Material": "{glass} glass, solid wood, silicone", "Seal": "{seal}", "Diameter": "10.5 cm", "Care": "Glass dishwasher safe", "Food safe": "Yes"},
    options=("Volume", [("0.6 l", 0.85, "06"), ("0.9 l", 1.0, "09"), ("1.4 l", 1.25, "14"), ("Set of 3", 2.7, "S3")], 1),
)
kind(
    "cutting-board",
    names=["wooden cutting board set", "chopping boards, set of 2", "serving boards", "cutting board"],
    models=[("Skarn & Elm", "Tandem", "SE-TAN", 38), ("Dar Melika", "Zeytoun", "DM-ZEY", 29)],
    facts={"size": ["40 × 22 cm and 28 × 18 cm", "38 × 20 cm and 26 × 16 cm"], "thick": ["2.0 cm", "1.8 cm"]},
    specs=["set of 2", "solid wood", "{thick} thick", "hanging loop"],
    copy=[
        "A pair of solid {colour} boards with a handle and a leather loop for the hook.",
        "The large one is for bread and vegetables, the small one for lemons and cheese ({size}).",
        "Edge grain is kind to knives and closes small cuts by itself.",
        "Oiled with linseed at the workshop; oil again when it looks dry.",
    ],
    attributes={"Material": "Solid wood, linseed oil", "Size": "{size}", "Thickness": "{thick}", "Loop": "Leather", "Care": "By hand, dry upright"},
)
kind(
    "desk-lamp",
    names=["desk lamp", "articulated desk lamp", "LED reading lamp", "task lamp"],
    models=[("Lumvig", "Crane", "LV-CRN", 89), ("Okivox", "Study Pro", "OKS-P", 39)],
    facts={"light": ["8 W, 720 lm", "6 W, 520 lm"], "reach": ["62 cm", "52 cm"]},
    specs=["LED {light}", "3 brightness levels", "2700-4000 K", "reach {reach}"],
    copy=[
        "A jointed desk lamp in {colour} with a cone shade that turns to any side.",
        "The LED ({light}) dims in three steps from evening warm to working white.",
        "The arm reaches {reach} and stays where you leave it, no springs, no screws to tighten.",
        "The weighted base has a cloth-covered cable 1.8 m long.",
    ],
    attributes={"Light": "LED {light}, exchangeable", "Colour temperature": "2700-4000 K", "Reach": "{reach}", "Base": "Steel, 18 cm", "Cable": "1.8 m, textile", "Energy class": "E"},
)
kind(
    "table-lamp",
    names=["ceramic table lamp", "bedside lamp", "table lamp with fabric shade", "living room lamp"],
    models=[("Lumvig", "Pomona", "LV-POM", 74), ("Dar Melika", "Noor", "DM-NOR", 49)],
    facts={"height": ["44 cm", "38 cm"], "shade": ["linen", "cotton"]},
    specs=["E27", "{height} high", "{shade} shade", "glazed ceramic"],
    copy=[
        "A round ceramic base ({colour}) under a {shade} shade that turns any bulb into evening light.",
        "The glaze is poured by hand and pools a little darker at the foot.",
        "It stands {height} high and takes an E27 bulb up to 40 W or any LED.",
        "The switch hangs on the cable, easy to find in the dark.",
    ],
    attributes={"Material": "Glazed ceramic, {shade} shade", "Height": "{height}", "Shade": "30 cm", "Socket": "E27, max 40 W", "Cable": "2 m with switch", "Bulb": "Not included"},
)
kind(
    "chair",
    names=["dining chair", "upholstered dining chair", "wooden chair", "kitchen chair"],
    models=[("Eikholm", "Sund", "EK-SND", 159), ("Torvane", "Bistro", "TR-BIS", 99)],
    facts={"load": ["130 kg", "110 kg"], "weight": ["5.6 kg", "5.1 kg"], "fabric": ["wool blend", "polyester bouclé"]},
    specs=["solid wood", "{fabric}", "seat 46 cm", "load {load}"],
    copy=[
        "A dining chair with a curved back and a padded seat, frame and cover in {colour}.",
        "Legs are turned from solid wood and joined with tenons; nothing rattles after a year of dinners.",
        "The {fabric} cover resists 40,000 rubs and stains lift with water.",
        "Seat height is 46 cm, and felt feet are on.",
    ],
    attributes={"Material": "Solid wood, {fabric}", "Dimensions": "48 × 52 × 79 cm", "Seat height": "46 cm", "Load": "{load}", "Weight": "{weight}", "Assembly": "Legs, 10 minutes"},
    options=("Set", [("1 chair", 1.0, "1"), ("Set of 2", 1.9, "2"), ("Set of 4", 3.65, "4")], 0),
)
kind(
    "armchair",
    names=["lounge armchair", "upholstered armchair", "reading chair", "cosy armchair with cushion"],
    models=[("Eikholm", "Lull", "EK-LUL", 449), ("Torvane", "Nest", "TR-NST", 329)],
    facts={"fabric": ["corduroy", "velvet"], "weight": ["19 kg", "17 kg"]},
    specs=["{fabric}", "walnut legs", "cushion included", "W 82 cm"],
    copy=[
        "A deep armchair in {colour} {fabric} with wide arms a book can rest on.",
        "Pocket springs under cold foam keep their shape; the round cushion is part of it.",
        "The turned legs are walnut and unscrew for narrow stairs.",
        "Covers come off and are cleaned chemically.",
    ],
    attributes={"Cover": "{fabric}, 60,000 rubs", "Filling": "Pocket springs, cold foam", "Legs": "Walnut", "Dimensions": "82 × 78 × 76 cm", "Seat height": "42 cm", "Weight": "{weight}"},
)
kind(
    "stool",
    names=["bar stool", "counter stool", "kitchen bar stool", "high stool with footrest"],
    models=[("Eikholm", "Perch", "EK-PRC", 94), ("Torvane", "Loft", "TR-LFT", 64)],
    facts={"load": ["120 kg", "110 kg"]},
    specs=["solid wood seat", "steel frame", "footrest ring", "load {load}"],
    copy=[
        "A round bar stool in {colour}: a hollowed wooden seat on four steel legs and a ring to rest your feet on.",
        "It bears {load} and slides under the counter when not in use.",
        "The steel is powder-coated, the wood is oiled.",
        "Screws and key are in the box; four screws and it stands.",
    ],
    attributes={"Material": "Solid wood, powder-coated steel", "Seat": "34 cm round", "Load": "{load}", "Assembly": "4 screws", "Feet": "Plastic glides"},
    options=("Height", [("65 cm", 1.0, "65"), ("75 cm", 1.06, "75")], 0),
)
kind(
    "side-table",
    names=["round side table", "coffee table", "small living room table", "sofa table"],
    models=[("Eikholm", "Moon", "EK-MON", 129), ("Torvane", "Disc", "TR-DSC", 79)],
    facts={"top": ["60 cm", "50 cm"], "height": ["45 cm", "48 cm"]},
    specs=["Ø {top}", "H {height}", "solid wood legs", "no tools"],
    copy=[
        "A round side table in {colour} on three slanted legs.",
        "The {top} top holds a lamp, two cups and the book of the moment; the rim is rounded for children's heads.",
        "The legs screw in by hand, nothing else is needed.",
        "The surface is sealed against rings and cleans with a damp cloth.",
    ],
    attributes={"Top": "{top}", "Height": "{height}", "Material": "Veneered board, solid wood legs", "Load": "25 kg", "Assembly": "No tools", "Weight": "6.2 kg"},
)
kind(
    "shelf",
    names=["bookshelf", "open shelving unit", "3-tier bookcase", "living room shelf"],
    models=[("Eikholm", "Stack", "EK-STK", 189), ("Torvane", "Row", "TR-ROW", 119)],
    facts={"size": ["70 × 30 × 118 cm", "60 × 28 × 110 cm"], "load": ["30 kg", "22 kg"]},
    specs=["3 shelves", "{size}", "{load} per shelf", "wall fixing included"],
    copy=[
        "A bookshelf with three open compartments and a closed back, in {colour}.",
        "Each board carries {load}, which is a full row of hardcovers.",
        "It measures {size} and is delivered flat with a wall fixing against tipping.",
        "Dowels and cams, one person, about forty minutes.",
    ],
    attributes={"Dimensions": "{size}", "Load per shelf": "{load}", "Material": "Veneered particle board", "Back": "Closed", "Assembly": "40 minutes", "Wall fixing": "Included"},
)
kind(
    "cream-jar",
    names=["face cream", "moisturising day cream", "night cream", "hydrating face cream"],
    models=[("Verdelle", "Dew", "VD-DEW", 24), ("Soliane", "Lumière 24", "SL-L24", 36)],
    facts={"active": ["hyaluronic acid, squalane", "niacinamide 5 %, shea"], "skin": ["dry and sensitive skin", "all skin types"]},
    specs=["{active}", "{skin}", "fragrance free", "refillable glass"],
    copy=[
        "A light face cream with {active}, in a heavy jar ({colour}) that can be refilled.",
        "It sinks in within a minute, leaves no film under sunscreen or make-up, and smells of nothing.",
        "Made for {skin} and tested without animals.",
        "A hazelnut-sized amount is enough; one jar lasts about ten weeks.",
    ],
    attributes={"Actives": "{active}", "Skin": "{skin}", "Fragrance": "None", "After opening": "12 months", "Jar": "Glass, refillable", "Vegan": "Yes"},
    options=("Content", [("30 ml", 0.7, "30"), ("50 ml", 1.0, "50"), ("Refill 50 ml", 0.78, "R50")], 1),
)
kind(
    "perfume",
    names=["eau de parfum", "perfume spray", "unisex fragrance", "spray perfume"],
    models=[("Soliane", "Heure Bleutée", "SL-HB", 68), ("Dar Melika", "Jardin d'Ambre", "DM-JDA", 42)],
    facts={"notes": ["bergamot, iris, cedar", "orange blossom, amber, musk"], "strength": ["18 %", "15 %"]},
    specs=["EDP {strength}", "{notes}", "spray", "unisex"],
    copy=[
        "A square glass bottle with a black cap, its juice {colour}: {notes}.",
        "It opens bright, settles after half an hour and stays close to the skin until evening.",
        "Concentration is {strength}; two sprays are plenty.",
        "For women, men and whoever likes it.",
    ],
    attributes={"Type": "Eau de parfum", "Notes": "{notes}", "Concentration": "{strength}", "Bottle": "Glass with spray pump", "Vegan": "Yes"},
    options=("Content", [("30 ml", 0.62, "30"), ("50 ml", 1.0, "50"), ("100 ml", 1.55, "100")], 1),
)
kind(
    "lipstick",
    names=["lipstick", "satin lipstick", "moisturising lipstick", "long-lasting lipstick"],
    models=[("Verdelle", "Satin Stay", "VD-SST", 17), ("Soliane", "Rouge 12 h", "SL-R12", 24)],
    facts={"finish": ["satin", "velvet matt"], "hold": ["8 h", "12 h"]},
    specs=["{finish}", "{hold} hold", "3.8 g", "jojoba oil"],
    copy=[
        "A {finish} lipstick in {colour}, in a black and gold case that closes with a click.",
        "Jojoba oil keeps it from drying; the colour holds for {hold} and survives a coffee.",
        "One stroke covers, two are for the evening.",
        "Free of parabens and mineral oil, 3.8 g.",
    ],
    attributes={"Finish": "{finish}", "Hold": "{hold}", "Content": "3.8 g", "Shade": "{Colour}", "After opening": "24 months", "Vegan": "Yes"},
)
kind(
    "hairbrush",
    names=["paddle hairbrush", "wooden hairbrush", "detangling brush", "cushion brush"],
    models=[("Verdelle", "Comb & Co", "VD-CC", 19), ("Brimzy", "SilkPaddle", "BZSP", 9.5)],
    facts={"pins": ["wooden", "ball-tipped nylon"], "length": ["24 cm", "23 cm"]},
    specs=["{pins} pins", "air cushion", "{length}", "for all hair"],
    copy=[
        "An oval paddle brush, handle in {colour}, with {pins} pins on an air cushion.",
        "It detangles long hair without pulling and massages the scalp.",
        "The cushion has a vent, so it dries after washing.",
        "Use it dry; clean it with the comb that comes along.",
    ],
    attributes={"Pins": "{pins}", "Cushion": "Natural rubber", "Length": "{length}", "Weight": "98 g", "Hair": "Medium to long"},
)
kind(
    "soap-dispenser",
    names=["hand soap dispenser", "liquid hand soap", "soap pump bottle", "hand wash with pump"],
    models=[("Verdelle", "Hand Ritual", "VD-HR", 18), ("Tolvi", "Basin", "TV-BAS", 14)],
    facts={"volume": ["400 ml", "350 ml"], "scent": ["fig and vetiver", "lemon and rosemary"]},
    specs=["{volume}", "{scent}", "refillable", "steel pump"],
    copy=[
        "A refillable pump bottle in {colour}, filled with hand wash of {scent}.",
        "The soap is plant-based and kind to hands that are washed twenty times a day.",
        "The pump gives the same small amount each time and does not drip.",
        "When it is empty, refill it with any liquid soap: {volume}.",
    ],
    attributes={"Content": "{volume}", "Scent": "{scent}", "Pump": "Steel and ABS", "Dimensions": "7.4 × 7.4 × 19 cm", "Refill": "Any liquid soap"},
    options=("Content", [("Bottle with soap", 1.0, "B"), ("Bottle + 1 l refill", 1.55, "BR"), ("Empty bottle", 0.75, "E")], 0),
)
kind(
    "plant-pot",
    names=["potted succulent", "indoor plant with pot", "house plant in ceramic pot", "agave in pot"],
    models=[("Mossgate", "Agave Verde", "MG-AGV", 22), ("Grovemark", "Green Start", "GM-GST", 15)],
    facts={"height": ["28 cm", "24 cm"], "water": ["every 2 weeks", "every 10 days"]},
    specs=["real plant", "height {height}", "with saucer", "easy care"],
    copy=[
        "A compact agave in a {colour} with saucer, ready for the window sill.",
        "It asks for light and a glass of water {water}; more would be too much.",
        "The pot has a drain hole and is frost-proof down to minus five.",
        "Packed by the nursery in paper, guaranteed to arrive alive. Height about {height}.",
    ],
    attributes={"Plant": "Agave attenuata", "Height": "{height}", "Water": "{water}", "Light": "Bright, some sun", "Pot": "Ceramic with saucer"},
    options=("Pot", [("12 cm", 0.8, "12"), ("15 cm", 1.0, "15"), ("19 cm", 1.4, "19")], 1),
)
kind(
    "watering-can",
    names=["watering can", "metal watering can", "garden watering can", "indoor watering can with brass rose"],
    models=[("Mossgate", "Rain", "MG-RAN", 39), ("Grovemark", "Spout", "GM-SPT", 24)],
    facts={"volume": ["3.5 l", "2.5 l"], "weight": ["1.1 kg", "0.8 kg"]},
    specs=["{volume}", "galvanised steel", "brass rose", "long spout"],
    copy=[
        "A steel watering can in {colour} with a long spout and a brass rose that makes soft rain.",
        "It holds {volume} and pours without gurgling; take the rose off for pots.",
        "Galvanised first, then powder-coated, so it may stay outside.",
        "The big handle lets one hand carry and tip.",
    ],
    attributes={"Material": "Galvanised steel, brass", "Capacity": "{volume}", "Dimensions": "42 × 17 × 29 cm", "Weight": "{weight}", "Rose": "Removable"},
)
kind(
    "hammer",
    names=["claw hammer", "carpenter's hammer", "16 oz claw hammer", "joiner's hammer"],
    models=[("Ironlea", "Joiner 16", "IL-J16", 29), ("Brackwell", "FG-450", "BW-FG450", 21)],
    facts={"head": ["16 oz (450 g)", "450 g"], "handle": ["hardwood", "fibreglass with rubber grip"]},
    specs=["{head}", "{handle}", "drop forged", "curved claw"],
    copy=[
        "A claw hammer with a drop-forged, polished head of {head} and a {handle} handle ({colour}).",
        "The curved claw pulls long nails in one go, and the face is ground slightly round so it does not mark the wood.",
        "Head and handle are wedged and glued; the whole is 33 cm long.",
        "Comes with a cardboard sleeve for the claw.",
    ],
    attributes={"Head": "{head}, C45 steel", "Handle": "{handle}", "Length": "33 cm", "Face": "Smooth, 28 mm", "Weight": "680 g"},
)
kind(
    "screwdrivers",
    names=["screwdriver set", "5-piece screwdriver set", "precision screwdrivers", "slotted and cross screwdriver set"],
    models=[("Brackwell", "Quintet", "BW-Q5", 24), ("Zumbiro", "TorqSet", "ZBTS5", 12)],
    facts={"steel": ["S2 steel", "CrV steel"], "grip": ["two-component grip", "moulded grip"]},
    specs=["5 pcs", "{steel}", "magnetic tips", "{grip}"],
    copy=[
        "Five screwdrivers in {colour}: slotted 3, 5.5 and 6.5 mm, cross PH1 and PH2.",
        "Blades are {steel} with blackened magnetic tips.",
        "The {grip} has a hexagon at the shaft that takes a spanner and does not roll off the bench.",
        "Sizes are printed on the handle end, readable in the roll.",
    ],
    attributes={"Pieces": "5", "Blades": "{steel}", "Sizes": "SL 3 / 5.5 / 6.5, PH1, PH2", "Tips": "Magnetic", "Grip": "{grip}"},
)
kind(
    "drill",
    names=["cordless drill", "cordless drill driver", "combi drill", "battery drill"],
    models=[("Brackwell", "D18", "BW-D18", 119), ("Grovemark", "Volt 12", "GM-V12", 69)],
    facts={"volt": ["18 V", "12 V"], "torque": ["55 Nm", "30 Nm"], "weight": ["1.5 kg", "1.1 kg"]},
    specs=["{volt}", "{torque}", "2 speeds", "13 mm chuck", "LED"],
    copy=[
        "A compact {volt} drill driver in {colour} with brushless motor, two speeds and {torque}.",
        "Twenty clutch settings stop before the screw head sinks in.",
        "The 13 mm chuck tightens by hand and a light shows the hole.",
        "At {weight} it can be held overhead for a whole ceiling.",
    ],
    attributes={"Voltage": "{volt}", "Torque": "{torque}", "Speeds": "0-450 / 0-1700 rpm", "Chuck": "13 mm keyless", "Weight": "{weight} with battery", "Motor": "Brushless"},
    options=("Kit", [("1 battery 2.0 Ah", 1.0, "1X2"), ("2 batteries 2.0 Ah + case", 1.35, "2X2"), ("Bare tool", 0.68, "BT")], 0),
)
