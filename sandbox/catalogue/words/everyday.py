"""Vocabulary: fashion, toys and games, books and stationery, sports and outdoor."""

from .shapes import kind

kind(
    "sneakers",
    names=["low-top sneakers", "low lace-up sneakers", "everyday trainers", "lightweight lace-up shoes"],
    models=[("Pellam", "Court Low", "PL-CL", 84), ("Corvane", "Walk One", "CV-W1", 49)],
    facts={"upper": ["organic cotton canvas", "knitted recycled polyester"], "sole": ["natural rubber", "EVA foam"], "weight": ["290 g", "240 g"]},
    specs=["{upper}", "{sole} sole", "unisex", "removable insole"],
    copy=[
        "Low sneakers in {colour} with an upper of {upper} and a flat, grippy sole of {sole}.",
        "The tongue is padded and stays in the middle.",
        "Cork under the insole takes the shape of the foot after a few days.",
        "Half sizes: take the next one up. One shoe weighs {weight} in size 42.",
        "A second pair of laces is in the box.",
    ],
    attributes={"Upper": "{upper}", "Sole": "{sole}", "Lining": "Cotton", "Insole": "Cork, removable", "Weight": "{weight} (EU 42)", "Fit": "True to size, unisex"},
    options=("Size", [("EU 37", 1.0, "37"), ("EU 38", 1.0, "38"), ("EU 39", 1.0, "39"), ("EU 40", 1.0, "40"), ("EU 41", 1.0, "41"), ("EU 42", 1.0, "42"), ("EU 43", 1.0, "43"), ("EU 44", 1.0, "44"), ("EU 45", 1.0, "45")], 5),
)
kind(
    "backpack",
    names=["everyday backpack", "laptop backpack", "school and work backpack", "city daypack"],
    models=[("Wildmarch", "Daily 20", "WM-D20", 89), ("Pellam", "Satchel 18", "PL-S18", 59)],
    facts={"volume": ["20 l", "18 l"], "fabric": ["600D recycled polyester", "waxed cotton canvas"], "weight": ["840 g", "790 g"]},
    specs=["{volume}", '15.6" laptop', "{fabric}", "water repellent"],
    copy=[
        "A rounded backpack in {colour} with two zipped front pockets and leather pullers.",
        "Inside, a padded sleeve takes a 15.6-inch laptop and leaves {volume} for the rest of the day.",
        "{fabric} sheds a shower, and the base is doubled.",
        "Straps are padded, a loop slides over the trolley handle, and a hidden pocket sits at the back.",
    ],
    attributes={"Volume": "{volume}", "Material": "{fabric}", "Laptop": "Up to 15.6 inch", "Dimensions": "30 × 17 × 44 cm", "Weight": "{weight}", "Care": "Wipe clean"},
)
kind(
    "cap",
    names=["baseball cap", "six-panel cap", "adjustable cap", "sun cap"],
    models=[("Corvane", "Peak", "CV-PEK", 22), ("Wildmarch", "Trail Cap", "WM-TC", 28)],
    facts={"fabric": ["washed cotton twill", "quick-dry ripstop"], "uv": ["UPF 30", "UPF 50"]},
    specs=["{fabric}", "{uv}", "adjustable", "curved brim"],
    copy=[
        "A six-panel cap in {colour} with a curved brim and stitched eyelets.",
        "It is made of {fabric} ({uv}) and soft from the first day.",
        "A metal buckle at the back fits heads from 55 to 61 cm.",
        "No logo anywhere.",
    ],
    attributes={"Material": "{fabric}", "Sun protection": "{uv}", "Size": "55-61 cm, adjustable", "Brim": "Curved", "Care": "Hand wash"},
)
kind(
    "sunglasses",
    names=["sunglasses", "sunglasses with case", "square sunglasses", "UV400 sunglasses"],
    models=[("Corvane", "Marina", "CV-MAR", 69), ("Brimzy", "SunSquad", "BZSS", 19)],
    facts={"lens": ["polarised, category 3", "tinted, category 3"], "frame": ["bio-acetate", "polycarbonate"]},
    specs=["UV400", "{lens}", "{frame}", "with case"],
    copy=[
        "Wide square sunglasses in {colour} with gently rounded corners.",
        "Lenses are {lens}, with full UV400 protection.",
        "The frame is {frame}, with five-barrel hinges that stay tight.",
        "Case and cloth come along.",
    ],
    attributes={"Frame": "{frame}", "Lenses": "{lens}", "UV": "UV400", "Width": "142 mm", "Bridge": "19 mm", "Weight": "28 g"},
)
kind(
    "t-shirts",
    names=["cotton T-shirts, pack of 3", "crew neck T-shirts, 3-pack", "cotton tees", "basic T-shirts"],
    models=[("Pellam", "Heavy Tee", "PL-HT3", 49), ("Corvane", "Staple", "CV-S3", 27)],
    facts={"weight": ["210 g/m²", "160 g/m²"], "cotton": ["organic combed cotton", "combed cotton"]},
    specs=["3-pack", "{cotton}", "{weight}", "unisex"],
    copy=[
        "Three crew-neck T-shirts in {colour}, folded and ready for the drawer.",
        "{cotton} at {weight}, pre-washed so that it stays its size.",
        "The shoulder seam is taped and the collar keeps its shape.",
        "Cut straight, for everyone; 40 °C wash.",
    ],
    attributes={"Pieces": "3", "Material": "100 % {cotton}", "Fabric weight": "{weight}", "Neck": "Crew", "Fit": "Regular, unisex", "Care": "Wash at 40 °C"},
    options=("Size", [("XS", 1.0, "XS"), ("S", 1.0, "S"), ("M", 1.0, "M"), ("L", 1.0, "L"), ("XL", 1.0, "XL"), ("XXL", 1.06, "2XL")], 2),
)
kind(
    "belt",
    names=["leather belt", "leather belt for jeans", "casual belt with brass buckle", "classic belt"],
    models=[("Pellam", "Saddle 35", "PL-B35", 45), ("Dar Melika", "Sellier", "DM-SEL", 32)],
    facts={"leather": ["full-grain, vegetable tanned", "grain leather"], "width": ["35 mm", "33 mm"]},
    specs=["{leather}", "{width}", "brass buckle", "5 holes"],
    copy=[
        "A {colour} belt cut from one piece of leather, {width} wide and 4 mm thick.",
        "The leather is {leather} and darkens where it is worn.",
        "A solid brass buckle is held by two screws and can be changed.",
        "Measure from the buckle to the hole you use: that is your size.",
    ],
    attributes={"Material": "{leather}", "Width": "{width}", "Thickness": "4 mm", "Buckle": "Solid brass", "Care": "Leather balm twice a year"},
    options=("Length", [("85 cm", 1.0, "85"), ("95 cm", 1.0, "95"), ("105 cm", 1.0, "105"), ("115 cm", 1.05, "115")], 1),
)
kind(
    "wristwatch",
    names=["analogue wristwatch", "quartz watch with leather strap", "minimalist watch", "dress watch"],
    models=[("Merrowin", "Field 38", "MW-F38", 139), ("Corvane", "Hour", "CV-HR", 59)],
    facts={"glass": ["sapphire", "mineral"], "water": ["10 ATM", "3 ATM"], "movement": ["Japanese quartz", "quartz"]},
    specs=["38 mm", "{glass} glass", "{water}", "{movement}", "leather strap"],
    copy=[
        "A quiet three-hand watch, case and strap in {colour}, with slim hour marks and a red seconds hand.",
        "The case measures 38 mm and is polished on the edge only.",
        "{glass} glass, {movement} movement, water resistant to {water}.",
        "The strap changes with a fingernail.",
    ],
    attributes={"Case": "38 mm, stainless steel", "Glass": "{glass}", "Movement": "{movement}", "Water resistance": "{water}", "Strap": "Leather, 18 mm", "Weight": "54 g"},
)
kind(
    "building-blocks",
    names=["wooden building blocks", "toy building bricks", "wooden block set", "stacking blocks"],
    models=[("Tumblewick", "Town", "TW-TWN", 34), ("Little Quarry", "Blocks", "LQ-BLK", 24)],
    facts={"wood": ["beech", "rubberwood"], "age": ["from 1 year", "from 18 months"]},
    specs=["{wood}", "{age}", "water-based paint", "cotton bag"],
    copy=[
        "Blocks, bridges, rollers and roofs in {colour}, made of {wood} and sanded until nothing scratches.",
        "All parts share one measure, so a tower stands whoever builds it.",
        "Paint is water-based and saliva-proof.",
        "They live in a cotton bag. For children {age}.",
    ],
    attributes={"Material": "{wood}", "Paint": "Water-based, EN 71-3", "Age": "{age}", "Grid": "3.3 cm", "Storage": "Cotton bag"},
    options=("Pieces", [("30 pieces", 0.72, "30"), ("50 pieces", 1.0, "50"), ("100 pieces", 1.8, "100")], 1),
)
kind(
    "toy-car",
    names=["wooden toy car", "push-along car", "toddler car", "wooden saloon car"],
    models=[("Tumblewick", "Sedan", "TW-SDN", 19), ("Little Quarry", "Vroom", "LQ-VRM", 14)],
    facts={"wood": ["maple", "beech"], "length": ["16 cm", "14 cm"]},
    specs=["solid {wood}", "{length}", "from 12 months", "rubber-quiet wheels"],
    copy=[
        "A rounded saloon in {colour} for small hands, with wheels that run straight and quiet.",
        "The body is one piece of {wood}, {length} long, painted without solvents.",
        "Axles are glued through: nothing comes off, nothing to swallow.",
        "For children from twelve months.",
    ],
    attributes={"Material": "Solid {wood}", "Length": "{length}", "Age": "From 12 months", "Standard": "EN 71", "Weight": "310 g"},
)
kind(
    "stacking-rings",
    names=["stacking rings toy", "wooden stacking tower", "ring stacker", "baby stacking toy"],
    models=[("Tumblewick", "Rings", "TW-RNG", 22), ("Little Quarry", "Wobble", "LQ-WOB", 15)],
    facts={"height": ["21 cm", "18 cm"], "rings": ["6", "6"]},
    specs=["{rings} rings", "{height}", "from 6 months", "wood"],
    copy=[
        "{rings} rounded rings and a ball in {colour} on a wobble-free wooden base.",
        "Big to small is the rule, but any order holds.",
        "It stands {height} high; the pole is short enough to be safe.",
        "Colours are saliva-proof and the wood is from certified forests.",
    ],
    attributes={"Material": "Lime wood", "Rings": "{rings} and a ball", "Height": "{height}", "Age": "From 6 months", "Standard": "EN 71"},
)
kind(
    "puzzle-cube",
    names=["3x3 puzzle cube", "speed cube", "magic cube puzzle", "brain teaser cube"],
    models=[("Zumbiro", "Spin 3", "ZB-S3", 9.9), ("Tumblewick", "Twist", "TW-TWS", 14.9)],
    facts={"magnets": ["without magnets", "48 magnets"], "size": ["56 mm", "57 mm"]},
    specs=["3×3", "{magnets}", "{size}", "smooth turning"],
    copy=[
        "A three-by-three cube in {colour} with rounded edges that cuts corners instead of catching.",
        "Tiles are moulded in, not stuck on, so nothing peels.",
        "Size {size}, {magnets}, tension set with the screwdriver in the box.",
        "A folded sheet shows the beginner's way in seven steps.",
    ],
    attributes={"Type": "3×3×3", "Size": "{size}", "Magnets": "{magnets}", "Weight": "82 g", "Age": "From 6 years"},
)
kind(
    "board-game",
    names=["family board game", "strategy board game", "board game for 2-4 players", "dice and pawn game"],
    models=[("Tumblewick", "Four Harbours", "TW-4H", 34), ("Lanternfold", "Ring Road", "LF-RR", 27)],
    facts={"time": ["45 min", "30 min"], "age": ["8+", "7+"]},
    specs=["2-4 players", "age {age}", "{time}", "wooden pawns"],
    copy=[
        "A board game for two to four: race your pawns between shapes and decide each throw whether to move or to block.",
        "Rules take five minutes, a round takes {time}.",
        "The box ({colour}) holds a linen board, sixteen wooden pawns, two dice and forty cards.",
        "Good from age {age} and still fun without children.",
    ],
    attributes={"Players": "2-4", "Age": "{age}", "Duration": "{time}", "Contents": "Board, 16 pawns, 2 dice, 40 cards", "Box": "27 × 27 × 6 cm"},
    options=("Language", [("English", 1.0, "EN"), ("French", 1.0, "FR"), ("Arabic", 1.0, "AR")], 0),
)
kind(
    "book-stack",
    names=["set of four novels", "book bundle", "four-volume hardcover set", "classic stories box"],
    models=[("Lanternfold", "Evening Shelf I-IV", "LF-ES", 59), ("Quire & Lane", "Harbour Quartet", "QL-HQ", 44)],
    facts={"pages": ["1,284", "1,066"], "paper": ["wood-free, thread-stitched", "wood-free, glued"]},
    specs=["4 hardcovers", "{pages} pages", "ribbon", "gift set"],
    copy=[
        "Four hardcover novels with {colour} that belong together and can be read in any order.",
        "A lighthouse keeper, a map-maker, a baker and a judge each tell the same winter in one small port.",
        "The paper is {paper}; every volume has a ribbon.",
        "{pages} pages in all, in English.",
    ],
    attributes={"Volumes": "4", "Pages": "{pages}", "Binding": "Hardcover", "Paper": "{paper}", "Language": "English", "Size": "13.5 × 20.5 cm"},
)
kind(
    "hardcover",
    names=["hardcover novel", "illustrated hardcover", "clothbound book", "gift edition book"],
    models=[("Lanternfold", "The Slow Sun", "LF-TSS", 24), ("Quire & Lane", "Circles on Water", "QL-COW", 19)],
    facts={"pages": ["328", "264"], "author": ["Ines Hallström", "Tariq Belhaj"]},
    specs=["hardcover", "{pages} pages", "foil stamped", "by {author}"],
    copy=[
        "A novel by {author} about one summer on an island where the ferry stops coming.",
        "Clothbound with a foil-stamped sun on the {colour}, thread-stitched so that it lies open.",
        "{pages} pages with twelve woodcuts.",
        "Funny, and then suddenly not.",
    ],
    attributes={"Author": "{author}", "Pages": "{pages}", "Binding": "Clothbound hardcover", "Size": "13.5 × 21 cm", "Language": "English", "Edition": "2026"},
)
kind(
    "notebook",
    names=["A5 notebook with pen", "hardcover notebook", "journal with elastic band", "bullet journal set"],
    models=[("Foldmere", "Log A5", "FM-A5", 19), ("Inkhollow", "Plain", "IH-PL", 12)],
    facts={"pages": ["192", "160"], "paper": ["100 g/m², fountain-pen proof", "80 g/m²"]},
    specs=["A5", "{pages} pages", "{paper}", "with pen"],
    copy=[
        "An A5 notebook in {colour} with elastic band, ribbon and a brass-coloured pen to match.",
        "{pages} numbered pages of {paper} paper open flat.",
        "The back pocket keeps receipts, and the last eight sheets tear out.",
        "The cover wipes clean.",
    ],
    attributes={"Format": "A5, 14.8 × 21 cm", "Pages": "{pages}, numbered", "Paper": "{paper}", "Cover": "Hard, vegan leather", "Pen": "Ballpoint, refillable"},
    options=("Ruling", [("Dotted", 1.0, "DOT"), ("Lined", 1.0, "LIN"), ("Plain", 1.0, "PLN")], 0),
)
kind(
    "desk-organiser",
    names=["desk organiser", "wooden pen holder", "desk tidy with pencils", "stationery organiser"],
    models=[("Foldmere", "Tidy", "FM-TDY", 34), ("Inkhollow", "Nook", "IH-NK", 24)],
    facts={"size": ["24 × 13 × 12 cm", "21 × 12 × 11 cm"], "wood": ["solid wood", "veneered board"]},
    specs=["5 compartments", "{wood}", "pencils included", "{size}"],
    copy=[
        "A desk organiser in {colour} with a tall cup for pens and steps for notes, clips and erasers.",
        "Made of {wood} with visible finger joints.",
        "Six colouring pencils, sticky notes and two erasers are included to begin with.",
        "It measures {size} and stands on cork.",
    ],
    attributes={"Material": "{wood}", "Compartments": "5", "Dimensions": "{size}", "Base": "Cork", "Included": "6 pencils, notes, 2 erasers"},
)
kind(
    "dumbbells",
    names=["pair of dumbbells", "hex dumbbells", "rubber dumbbells, set of 2", "hand weights"],
    models=[("Kraftholt", "Forge", "KH-FRG", 34), ("Pulsegrove", "Lift", "PG-LFT", 26)],
    facts={"coating": ["rubber", "neoprene"], "grip": ["knurled chrome", "smooth steel"]},
    specs=["2 pcs", "{coating}", "{grip} grip", "anti-roll"],
    copy=[
        "Two hexagonal dumbbells with {coating} heads in {colour} that stay where you put them.",
        "The handle is {grip}, slightly thicker in the middle.",
        "The coating protects the floor and keeps the neighbours friendly.",
        "Weights are stamped on both ends.",
    ],
    attributes={"Pieces": "2", "Coating": "{coating}", "Grip": "{grip}, 33 mm", "Shape": "Hexagonal", "Core": "Cast iron"},
    options=("Weight", [("2 × 2 kg", 0.6, "2"), ("2 × 4 kg", 1.0, "4"), ("2 × 6 kg", 1.4, "6"), ("2 × 8 kg", 1.75, "8"), ("2 × 10 kg", 2.1, "10")], 1),
)
kind(
    "kettlebell",
    names=["kettlebell", "cast iron kettlebell", "gym kettlebell", "competition kettlebell"],
    models=[("Kraftholt", "Bell", "KH-BEL", 39), ("Pulsegrove", "Swing", "PG-SWG", 32)],
    facts={"grip": ["33 mm", "32 mm"], "coat": ["powder-coated", "vinyl-coated"]},
    specs=["cast iron", "{coat}", "handle {grip}", "flat base"],
    copy=[
        "A kettlebell from a single casting, {coat} in {colour} with a coloured ring for its weight.",
        "The handle is {grip} thick, wide enough for both hands and smooth on the inside.",
        "The flat base does not wobble under push-ups.",
        "A chart with eight exercises is in the box.",
    ],
    attributes={"Material": "Cast iron, {coat}", "Handle": "{grip}", "Base": "Flat", "Use": "Swing, press, squat"},
    options=("Weight", [("6 kg", 0.75, "6"), ("8 kg", 1.0, "8"), ("12 kg", 1.4, "12"), ("16 kg", 1.8, "16"), ("24 kg", 2.6, "24")], 1),
)
kind(
    "yoga-mat",
    names=["yoga mat", "exercise mat with strap", "non-slip yoga mat", "pilates mat"],
    models=[("Pulsegrove", "Ground", "PG-GRD", 39), ("Brimzy", "ZenMat", "BZZM", 19)],
    facts={"material": ["natural rubber", "TPE"], "weight": ["1.9 kg", "0.9 kg"]},
    specs=["183 × 61 cm", "{material}", "non-slip", "with strap"],
    copy=[
        "A yoga mat in {colour}, rolled up with its carrying strap.",
        "It is made of {material}: grippy when dry, grippier when damp.",
        "183 by 61 cm, and a fine line down the middle for both sides of you.",
        "Air it before the first lesson and wipe it with soapy water; it weighs {weight}.",
    ],
    attributes={"Material": "{material}", "Size": "183 × 61 cm", "Weight": "{weight}", "Strap": "Included"},
    options=("Thickness", [("4 mm", 1.0, "4"), ("6 mm", 1.15, "6"), ("8 mm", 1.3, "8")], 0),
)
kind(
    "tent",
    names=["two-person tent", "2P dome tent", "3-season tent", "trekking tent for two"],
    models=[("Tarnway", "Fell 2", "TW-F2", 199), ("Wildmarch", "Camp 2", "WM-C2", 119)],
    facts={"weight": ["2.1 kg", "2.9 kg"], "column": ["4000 mm", "3000 mm"], "poles": ["aluminium", "fibreglass"]},
    specs=["2P", "3-season", "{weight}", "{column} flysheet", "{poles} poles"],
    copy=[
        "A dome tent for two in {colour} that one person puts up in six minutes.",
        "Flysheet rated {column}, floor higher, seams taped; the small porch keeps boots dry.",
        "{poles} poles are marked by colour, guy lines reflect a torch.",
        "Packed it measures 44 by 16 cm and weighs {weight}.",
    ],
    attributes={"Sleeps": "2", "Weight": "{weight}", "Flysheet": "{column}, ripstop polyester", "Poles": "{poles}", "Inner": "215 × 135 × 110 cm", "Packed": "44 × 16 cm"},
)
kind(
    "football",
    names=["football, size 5", "match football", "training soccer ball", "football"],
    models=[("Kraftholt", "Pitch", "KH-PIT", 29), ("Zumbiro", "GoalKing", "ZB-GK", 14)],
    facts={"sewn": ["thermally bonded", "machine-stitched"], "bladder": ["latex", "butyl"]},
    specs=["{sewn}", "{bladder} bladder", "grass + artificial turf"],
    copy=[
        "A classic 32-panel football in {colour}, {sewn}.",
        "The {bladder} bladder holds air for weeks and gives a true bounce.",
        "The cover is grippy polyurethane for grass, ash and artificial turf.",
        "Delivered flat with a needle; pump it to 0.8 bar.",
    ],
    attributes={"Panels": "32, {sewn}", "Cover": "Polyurethane", "Bladder": "{bladder}", "Pressure": "0.6-0.8 bar", "Pump": "Not included"},
    options=("Size", [("Size 3", 0.85, "3"), ("Size 4", 0.92, "4"), ("Size 5", 1.0, "5")], 2),
)
kind(
    "skipping-rope",
    names=["skipping rope", "jump rope with wooden handles", "speed rope", "fitness rope"],
    models=[("Pulsegrove", "Hop", "PG-HOP", 17), ("Kraftholt", "Whirl", "KH-WRL", 22)],
    facts={"length": ["2.8 m", "3.0 m"], "core": ["braided cotton", "PVC-coated steel"]},
    specs=["{length}", "adjustable", "ball bearing", "wooden handles"],
    copy=[
        "A skipping rope of {core} with turned handles ({colour}).",
        "Ball bearings in the handles keep the rope from twisting.",
        "It comes {length} long and is shortened with a knot inside the handle.",
        "Good for five minutes between two meetings.",
    ],
    attributes={"Rope": "{core}, 6 mm", "Length": "{length}, adjustable", "Handles": "13 cm, wood", "Bearing": "Ball", "Weight": "180 g"},
)
