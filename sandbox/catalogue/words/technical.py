"""Vocabulary: audio, computing, phones and wearables, photo."""

from .shapes import kind

kind(
    "headphones",
    names=["over-ear headphones", "wireless headphones", "Bluetooth headphones", "noise-cancelling headphones"],
    models=[("Velune", "Tide H7", "VTH7", 149), ("Tonvik", "Hush 40", "TVH40", 99)],
    facts={"battery": ["45 h", "32 h"], "weight": ["254 g", "238 g"], "bluetooth": ["5.4", "5.3"], "codec": ["AAC, LDAC", "AAC, SBC"]},
    specs=["{battery} battery", "ANC", "Bluetooth {bluetooth}", "40 mm drivers", "USB-C"],
    copy=[
        "Closed over-ear headphones in {colour} with soft protein-leather cushions and a padded steel headband.",
        "Active noise cancelling takes the rumble out of trains and open offices, and a transparency mode lets voices back in.",
        "One charge lasts {battery}; ten minutes on the cable give another four hours.",
        "Pairs with a phone and a laptop at the same time over Bluetooth {bluetooth} and switches when a call comes in.",
        "The cups turn flat for the travel case, and cushions and cable can be replaced.",
    ],
    attributes={"Type": "Closed-back, over-ear", "Drivers": "40 mm dynamic", "Battery life": "{battery}", "Bluetooth": "{bluetooth}", "Codecs": "{codec}", "Weight": "{weight}", "In the box": "Case, USB-C cable, 3.5 mm cable"},
)
kind(
    "earbuds",
    names=["true wireless earbuds", "in-ear headphones", "wireless earbuds with charging case", "TWS earphones"],
    models=[("Velune", "Pebble 3", "VPB3", 89), ("Okivox", "Mini Air 9", "OMA9", 39)],
    facts={"battery": ["8 h", "6 h"], "total": ["32 h", "24 h"], "rating": ["IPX5", "IPX4"]},
    specs=["{total} with case", "{rating}", "Bluetooth 5.4", "touch control", "USB-C"],
    copy=[
        "Small stem-style earbuds and a pebble-shaped charging case in {colour} that fits a coin pocket.",
        "They play for {battery} on their own and {total} with the case.",
        "Three sizes of silicone tips are in the box, and {rating} means sweat and drizzle do no harm.",
        "Two microphones per bud keep the wind out of calls.",
        "A light on the lid shows how much charge is left.",
    ],
    attributes={"Type": "In-ear, true wireless", "Battery life": "{battery}, {total} with case", "Water resistance": "{rating}", "Bluetooth": "5.4", "Charging": "USB-C, wireless Qi", "Weight": "4.6 g per bud"},
)
kind(
    "speaker",
    names=["portable Bluetooth speaker", "wireless speaker", "outdoor speaker", "Bluetooth speaker with strap"],
    models=[("Tonvik", "Brick 2", "TVB2", 79), ("Murrel", "Campo S", "MRC-S", 59)],
    facts={"power": ["20 W", "16 W"], "battery": ["18 h", "14 h"], "rating": ["IP67", "IPX6"]},
    specs=["{power}", "{battery}", "{rating} waterproof", "stereo pairing", "USB-C"],
    copy=[
        "A fabric-wrapped {colour} speaker the size of a lunch box, with four real buttons on top and a leather loop to hang it from.",
        "Two full-range drivers and a passive radiator give {power} with more bass than the size suggests.",
        "{rating} protection makes it a safe companion at the pool or in the shower.",
        "The battery keeps going for {battery} at half volume.",
        "Press two buttons to join a second one for stereo.",
    ],
    attributes={"Power": "{power}", "Battery life": "{battery}", "Water resistance": "{rating}", "Dimensions": "19 × 11 × 7 cm", "Weight": "760 g", "Material": "Woven polyester, vegetable-tanned leather loop"},
)
kind(
    "turntable",
    names=["record player", "belt-drive turntable", "vinyl turntable", "record player with built-in preamp"],
    models=[("Murrel", "Rondo One", "MRR1", 279), ("Skarnhall", "Groove B2", "SKG-B2", 199)],
    facts={"cartridge": ["moving magnet cartridge", "ceramic cartridge"], "weight": ["5.2 kg", "3.9 kg"]},
    specs=["33/45 rpm", "belt drive", "built-in preamp", "aluminium platter"],
    copy=[
        "A belt-driven record player on a {colour} plinth with an aluminium platter and a balanced tonearm.",
        "The {cartridge} comes mounted and adjusted, so the first record plays ten minutes after unpacking.",
        "A phono preamp sits inside and can be bypassed for your own.",
        "Four damped feet keep footsteps out of the music.",
        "The dust cover and a felt mat are included.",
    ],
    attributes={"Speeds": "33 1/3 and 45 rpm", "Drive": "Belt", "Cartridge": "{cartridge}", "Outputs": "RCA, phono or line", "Dimensions": "42 × 34 × 12 cm", "Weight": "{weight}"},
)
kind(
    "laptop",
    names=["14-inch laptop", "ultrabook", "thin and light laptop", "notebook computer"],
    models=[("Kestrix", "Fold 14", "KX-F14", 999), ("Dravell", "Slate A14", "DV-A14", 749)],
    facts={"cpu": ["8-core 4.2 GHz", "6-core 3.8 GHz"], "battery": ["17 h", "12 h"], "weight": ["1.24 kg", "1.38 kg"], "screen": ['14" 2880 × 1800, 120 Hz', '14" 1920 × 1200, 60 Hz']},
    specs=["{cpu}", '14"', "backlit keys", "Wi-Fi 6E", "{weight}"],
    copy=[
        "A {weight} laptop with a {colour} aluminium body that opens with one finger.",
        "The screen ({screen}) reaches 400 nits and is readable beside a window.",
        "The {cpu} processor handles a day of tabs, tables and photo editing without making itself heard.",
        "The battery lasts about {battery} of writing and charges to half in thirty minutes over USB-C.",
        "Two USB-C ports, one USB-A, HDMI and a card reader mean no adapters in the bag.",
    ],
    attributes={"Screen": "{screen}", "Processor": "{cpu}", "Battery life": "{battery}", "Ports": "2 × USB-C, USB-A, HDMI, SD", "Dimensions": "31.2 × 22.1 × 1.5 cm", "Weight": "{weight}", "Keyboard": "Backlit, international"},
    options=("Configuration", [("16 GB / 512 GB", 1.0, "16-512"), ("32 GB / 1 TB", 1.32, "32-1T")], 0),
)
kind(
    "keyboard",
    names=["mechanical keyboard", "75% mechanical keyboard", "hot-swap mechanical keyboard", "wireless mechanical keyboard"],
    models=[("Quillon", "Dash 75", "QD75", 119), ("Kestrix", "Type M2", "KX-TM2", 89)],
    facts={"keys": ["84", "82"], "battery": ["4000 mAh", "3000 mAh"], "caps": ["double-shot PBT", "dye-sub PBT"]},
    specs=["{keys} keys", "hot-swap", "{caps} keycaps", "BT + 2.4 GHz + USB-C"],
    copy=[
        "A compact {keys}-key board in {colour} with {caps} keycaps that do not go shiny.",
        "Every switch can be pulled and changed without soldering.",
        "Gaskets and foam inside turn the clatter into a soft, low sound.",
        "It remembers three Bluetooth devices and also works by 2.4 GHz dongle or cable; the {battery} battery lasts weeks.",
        "Keys, layers and macros are set in the browser.",
    ],
    attributes={"Layout": "75 %, {keys} keys, ANSI", "Keycaps": "{caps}", "Connection": "Bluetooth 5.1, 2.4 GHz, USB-C", "Battery": "{battery}", "Dimensions": "32.5 × 13.4 × 4.0 cm", "Weight": "890 g"},
    options=("Switches", [("Linear red", 1.0, "RED"), ("Tactile brown", 1.0, "BRN"), ("Silent white", 1.08, "WHT")], 1),
)
kind(
    "mouse",
    names=["wireless mouse", "silent wireless mouse", "Bluetooth mouse", "ergonomic mouse"],
    models=[("Quillon", "Glide", "QGL1", 34), ("Brimzy", "M300 Silent", "BZM300", 17)],
    facts={"dpi": ["4000 dpi", "1600 dpi"], "battery": ["70 days", "12 months (1 × AA)"]},
    specs=["{dpi}", "silent click", "Bluetooth + 2.4 GHz", "aluminium wheel"],
    copy=[
        "A low, rounded soft-touch mouse in {colour} that fits the left hand as well as the right.",
        "The clicks are damped: nobody in the meeting hears them.",
        "The sensor tracks at up to {dpi}, on glass and on a wooden desk.",
        "The battery lasts {battery}.",
    ],
    attributes={"Sensor": "Optical, {dpi}", "Connection": "Bluetooth 5.2, 2.4 GHz dongle", "Battery life": "{battery}", "Buttons": "3 and wheel", "Dimensions": "11.2 × 6.1 × 3.4 cm", "Weight": "82 g"},
)
kind(
    "monitor",
    names=["27-inch desktop monitor", "QHD monitor", "IPS monitor", "desktop display with USB-C"],
    models=[("Dravell", "View 27Q", "DV-27Q", 289), ("Kestrix", "Pane 27", "KX-P27", 339)],
    facts={"rate": ["100 Hz", "144 Hz"], "brightness": ["350 nits", "400 nits"], "usb": ["65 W", "90 W"]},
    specs=['27" QHD 2560 × 1440', "{rate}", "IPS", "USB-C {usb}", "height adjustable"],
    copy=[
        "A 27-inch QHD screen with slim edges on a {colour} stand that turns, tilts and rises 13 cm.",
        "The IPS panel covers 99 % of sRGB at {brightness} and arrives calibrated, with its report in the box.",
        "One USB-C cable brings the picture and charges the laptop with {usb}.",
        "{rate} keeps scrolling text calm to the eye.",
        "The cable leaves through the column, so the desk stays tidy.",
    ],
    attributes={"Panel": "IPS, 27 inch, 2560 × 1440", "Refresh rate": "{rate}", "Brightness": "{brightness}", "Inputs": "USB-C ({usb}), HDMI 2.0, DisplayPort 1.4", "Mount": "VESA 100 × 100", "Weight": "6.8 kg with stand"},
)
kind(
    "phone",
    names=["5G smartphone", "smartphone", "unlocked phone", "dual SIM smartphone"],
    models=[("Orbane", "Nine", "OB9", 549), ("Nimvia", "Lite 7", "NV-L7", 299)],
    facts={"screen": ['6.3" OLED, 120 Hz', '6.5" OLED, 90 Hz'], "camera": ["50 + 12 MP", "50 + 8 MP"], "battery": ["4700 mAh", "5000 mAh"], "rating": ["IP68", "IP54"]},
    specs=["{screen}", "{camera} camera", "{battery}", "5G dual SIM", "{rating}"],
    copy=[
        "A slim {colour} phone with flat edges, a matt glass back and a twin camera.",
        "The screen ({screen}) is bright enough for a beach at noon.",
        "The main camera gathers light over four pixels at once, so dinner photos stay sharp without flash.",
        "A {battery} battery lasts into the second day and fills to 60 % in half an hour.",
        "Six years of security updates are promised; it is sold unlocked with {rating} protection.",
    ],
    attributes={"Screen": "{screen}", "Camera": "{camera}", "Battery": "{battery}", "Network": "5G, dual SIM (nano + eSIM)", "Protection": "{rating}", "Dimensions": "15.1 × 7.2 × 0.79 cm", "Weight": "178 g"},
    options=("Storage", [("128 GB", 1.0, "128"), ("256 GB", 1.13, "256"), ("512 GB", 1.34, "512")], 0),
)
kind(
    "smartwatch",
    names=["smartwatch", "fitness smartwatch", "GPS watch", "smart watch with heart rate"],
    models=[("Orbane", "Loop 2", "OBL2", 219), ("Pulsegrove", "Fit S", "PGF-S", 89)],
    facts={"battery": ["4 days", "9 days"], "water": ["5 ATM", "3 ATM"]},
    specs=["GPS", "SpO2 + heart rate", "{battery} battery", "{water}", "always-on display"],
    copy=[
        "A rounded square watch in {colour} with an always-on display and a soft fluoroelastomer strap.",
        "It measures heart rate, oxygen, sleep and more than a hundred kinds of sport, with GPS of its own.",
        "The battery lasts {battery} and refills over lunch on the magnetic puck.",
        "Messages can be answered from the wrist and the strap changes without tools.",
    ],
    attributes={"Display": '1.9" AMOLED', "Sensors": "Heart rate, SpO2, GPS, altimeter", "Battery life": "{battery}", "Water resistance": "{water}", "Strap": "Fluoroelastomer, 22 mm quick release", "Works with": "Android 10+, iOS 16+"},
    options=("Case", [("41 mm", 1.0, "41"), ("45 mm", 1.1, "45")], 0),
)
kind(
    "tablet",
    names=["11-inch tablet with pencil", "tablet", "drawing tablet with stylus", "11-inch tablet"],
    models=[("Orbane", "Leaf 11", "OBT11", 449), ("Nimvia", "Pad 11", "NV-P11", 279)],
    facts={"screen": ['11" 2560 × 1600, 120 Hz', '11" 1920 × 1200, 90 Hz'], "battery": ["13 h", "10 h"], "weight": ["468 g", "495 g"]},
    specs=["{screen}", "pencil included", "{battery}", "Wi-Fi 6", "{weight}"],
    copy=[
        "An 11-inch tablet in {colour} that comes with its pencil, not as an extra.",
        "The screen ({screen}) is laminated, so the line appears right under the tip.",
        "The pencil charges at the edge of the tablet and knows 4096 levels of pressure.",
        "It runs about {battery} of film or sketching and weighs {weight}.",
    ],
    attributes={"Screen": "{screen}", "Battery life": "{battery}", "Pencil": "Included, 4096 levels, tilt", "Speakers": "4", "Dimensions": "24.9 × 17.8 × 0.66 cm", "Weight": "{weight}"},
    options=("Storage", [("128 GB", 1.0, "128"), ("256 GB", 1.18, "256")], 0),
)
kind(
    "powerbank",
    names=["power bank", "portable charger", "USB-C power bank", "power bank with cable"],
    models=[("Nimvia", "Boost", "NVB", 39), ("Brimzy", "PowerBar", "BZPB", 22)],
    facts={"power": ["30 W", "18 W"]},
    specs=["{power} PD", "built-in USB-C cable", "4 LED", "flight approved"],
    copy=[
        "A pocket battery in {colour} with the USB-C cable built in as a wrist loop.",
        "{power} Power Delivery charges a phone to half in about half an hour; small laptops work too.",
        "Four lights tell how much is left and a second port charges a friend's phone.",
        "It is below 100 Wh and allowed in cabin baggage.",
    ],
    attributes={"Output": "USB-C {power}, USB-A 18 W", "Cell": "Lithium polymer", "Cable": "USB-C, attached, 18 cm", "Dimensions": "10.6 × 6.8 × 2.7 cm", "Air travel": "Cabin baggage allowed"},
    options=("Capacity", [("10,000 mAh", 1.0, "10K"), ("20,000 mAh", 1.45, "20K")], 0),
)
kind(
    "camera",
    names=["mirrorless camera", "compact system camera", "mirrorless system camera", "digital camera"],
    models=[("Haldvik", "M24", "HV-M24", 849), ("Fennoptic", "Retro X", "FN-RX", 999)],
    facts={"sensor": ["24 MP APS-C", "26 MP APS-C"], "video": ["4K 30p", "4K 60p"], "weight": ["412 g", "455 g"]},
    specs=["{sensor}", "{video}", "Wi-Fi", "metal body", "real dials"],
    copy=[
        "A mirrorless camera with real dials for time and exposure, finished in {colour}.",
        "The {sensor} sensor and fast autofocus find eyes, also those of cats.",
        "Video is {video} with a microphone input and no time limit.",
        "The body weighs {weight} and fits a coat pocket with the pancake lens.",
        "Pictures travel to the phone over Wi-Fi while the camera is in the bag.",
    ],
    attributes={"Sensor": "{sensor}", "Video": "{video}", "Viewfinder": "2.36 MP OLED", "Screen": '3", tilting', "Storage": "SD UHS-II", "Weight": "{weight} (body)"},
    options=("Kit", [("Body only", 1.0, "BODY"), ("With 27 mm f/2.8", 1.28, "27"), ("With 16-50 mm zoom", 1.38, "1650")], 1),
)
kind(
    "action-camera",
    names=["action camera", "4K action camera", "waterproof action cam", "sports camera"],
    models=[("Fennoptic", "Dart 4", "FN-D4", 269), ("Zumbiro", "X-Cam 5K", "ZBX5", 119)],
    facts={"video": ["5.3K 60p", "4K 60p"], "depth": ["10 m", "5 m"]},
    specs=["{video}", "waterproof {depth}", "dual screen", "horizon lock"],
    copy=[
        "A palm-sized action camera in {colour} with a screen on the front as well as the back.",
        "It records {video} with horizon lock, so the bike may lean and the sea stays level.",
        "Waterproof to {depth} without a housing.",
        "Two fold-out fingers underneath take every common mount.",
        "Spare battery, helmet mount and a floating wrist strap are in the box.",
    ],
    attributes={"Video": "{video}", "Photo": "27 MP", "Waterproof": "{depth}", "Screens": '2.3" rear touch, 1.4" front', "Battery": "1720 mAh, removable", "Weight": "154 g"},
)
kind(
    "tripod",
    names=["camera tripod", "travel tripod", "photo and video tripod", "tripod with ball head"],
    models=[("Haldvik", "Reach 150", "HV-R150", 89), ("Fennoptic", "Stalk C", "FN-SC", 159)],
    facts={"height": ["150 cm", "162 cm"], "material": ["aluminium", "carbon fibre"], "weight": ["1.45 kg", "1.08 kg"], "load": ["8 kg", "12 kg"]},
    specs=["{height}", "{load} load", "{material}", "pan head", "carry bag"],
    copy=[
        "A three-section {material} tripod in {colour} with a smooth pan head and a spirit level.",
        "It reaches {height}, folds to 47 cm and carries {load}.",
        "The quick-release plate fits every 1/4 inch thread.",
        "Rubber feet hide steel spikes for grass and gravel; a hook under the column takes your bag as ballast.",
    ],
    attributes={"Material": "{material}", "Maximum height": "{height}", "Folded": "47 cm", "Load": "{load}", "Weight": "{weight}", "Head": "3-way pan, 1/4 inch quick release"},
)
