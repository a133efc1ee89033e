"""Draws histories of prices as shops make them, honest and not, into series-drawn.csv.

It knows nothing of how histories are judged: it plays sellers, each with a habit, and writes down what they do and
whether their last sale is one. Run it in this folder; the same seed draws the same histories.
"""

import csv
import random

DICE = random.Random(20261121)


def cents(amount):
    return f"{amount:.2f}"


class Seller:
    """One thing at one shop: what it cost from which day on."""

    def __init__(self):
        self.day = 0
        self.changes = []

    def ask(self, price, days, old=None):
        """Asks a price for so many days, with the old price that is named beside it."""
        entry = cents(price) + (f"/{cents(old)}" if old else "")
        if not self.changes or self.changes[-1][1] != entry:
            self.changes.append((self.day, entry))
        self.day += days

    def drift(self, price, days, by=0.02):
        """Asks about the same for so many days, now a little more, now a little less. Gives the last price."""
        left = days
        now = price
        while left > 0:
            for_days = min(left, DICE.randint(4, 25))
            now = price * (1 + DICE.uniform(-by, by))
            self.ask(now, for_days)
            left -= for_days
        return now

    def hide(self, days):
        """Is not seen for so many days."""
        self.changes.append((self.day, "-"))
        self.day += days

    def row(self, number, kind, fake):
        told = ";".join(f"{day}:{entry}" for day, entry in self.changes)
        return [f"drawn-{number:04}", kind, "yes" if fake else "no", self.day - 1, told]


def start():
    return round(DICE.choice([9, 19, 29, 49, 79, 99, 149, 249, 399, 799]) * DICE.uniform(0.8, 1.3), 2)


def invented_old_price(seller):
    price = start()
    now = seller.drift(price, DICE.randint(70, 250), 0.015)
    seller.ask(now * DICE.uniform(0.99, 1.01), DICE.randint(1, 20), now * DICE.uniform(1.2, 2.0))


def raised_then_cut(seller):
    price = start()
    now = seller.drift(price, DICE.randint(80, 250), 0.01)
    high = now * DICE.uniform(1.15, 1.7)
    seller.ask(high, DICE.randint(2, 26))
    seller.ask(now * DICE.uniform(0.98, 1.01), DICE.randint(1, 14), high)


def raised_long_before(seller):
    price = start()
    now = seller.drift(price, DICE.randint(125, 250), 0.01)
    high = now * DICE.uniform(1.15, 1.6)
    seller.ask(high, DICE.randint(31, 50))
    seller.ask(now * DICE.uniform(0.985, 1.01), DICE.randint(1, 14), high)


def always_on_sale(seller):
    price = start()
    old = price * DICE.uniform(1.2, 1.9)
    for _ in range(DICE.randint(1, 6)):
        seller.ask(price * DICE.uniform(0.98, 1.02), DICE.randint(25, 60), old)
    if seller.day < 66:
        seller.ask(price, 70 - seller.day, old)


def padded(seller):
    price = start()
    now = seller.drift(price, DICE.randint(80, 250), 0.01)
    seller.ask(now * DICE.uniform(0.9, 0.96), DICE.randint(1, 20), now * DICE.uniform(1.25, 1.8))


def sale_without_end(seller):
    price = start()
    now = seller.drift(price, DICE.randint(60, 150), 0.01)
    seller.ask(now * DICE.uniform(0.6, 0.85), DICE.randint(95, 180), now)


def up_and_down(seller):
    price = start()
    high = price * DICE.uniform(1.2, 1.5)
    for _ in range(DICE.randint(5, 12)):
        seller.ask(high, DICE.randint(3, 9))
        seller.ask(price, DICE.randint(5, 12), high)


def weeks_before_the_great_day(seller):
    """Creeps up in steps before a day of sales, and comes back to where it was."""
    price = start()
    now = seller.drift(price, DICE.randint(90, 220), 0.01)
    high = now
    for _ in range(DICE.randint(2, 4)):
        high *= DICE.uniform(1.06, 1.12)
        seller.ask(high, DICE.randint(4, 9))
    seller.ask(now * DICE.uniform(0.97, 1.0), DICE.randint(1, 5), high)


def padded_a_little(seller):
    """A real cut, claimed to be about two or three times as large."""
    now = seller.drift(start(), DICE.randint(80, 250), 0.01)
    cut = DICE.uniform(0.06, 0.14)
    seller.ask(now * (1 - cut), DICE.randint(1, 20), now * (1 - cut) * (1 + cut * DICE.uniform(1.9, 3.2)))


def raised_while_hardly_watched(seller):
    price = start()
    for _ in range(DICE.randint(8, 16)):
        seller.ask(price * DICE.uniform(0.99, 1.01), DICE.randint(4, 9))
        seller.hide(DICE.randint(2, 5))
    high = price * DICE.uniform(1.2, 1.6)
    seller.ask(high, DICE.randint(4, 12))
    seller.ask(price, DICE.randint(1, 8), high)


def plain_sale(seller):
    now = seller.drift(start(), DICE.randint(40, 250))
    seller.ask(now * DICE.uniform(0.5, 0.9), DICE.randint(1, 25), now)


def careful_sale(seller):
    """Names the lowest of the last weeks, as the law has it."""
    price = start()
    seller.drift(price, DICE.randint(60, 200), 0.04)
    seller.ask(price * DICE.uniform(0.6, 0.88), DICE.randint(1, 20), price * 0.96)


def clearance(seller):
    now = seller.drift(start(), DICE.randint(60, 220))
    seller.ask(now * DICE.uniform(0.75, 0.88), DICE.randint(7, 20), now)
    seller.ask(now * DICE.uniform(0.5, 0.7), DICE.randint(2, 20), now)


def again_after_months(seller):
    price = start()
    for _ in range(DICE.randint(2, 3)):
        now = seller.drift(price, DICE.randint(50, 80))
        seller.ask(now * DICE.uniform(0.65, 0.85), DICE.randint(5, 12), now)


def dearer_for_good(seller):
    price = start()
    seller.drift(price, DICE.randint(30, 60), 0.01)
    now = seller.drift(price * DICE.uniform(1.15, 1.4), DICE.randint(120, 200), 0.01)
    seller.ask(now * DICE.uniform(0.6, 0.85), DICE.randint(1, 15), now)


def no_claim(seller):
    price = start()
    for _ in range(DICE.randint(5, 25)):
        seller.ask(price * DICE.uniform(0.75, 1.2), DICE.randint(2, 20))


def nervous_prices(seller):
    """A program changes the price every few days; then an honest sale from the last of them."""
    price = start()
    for _ in range(DICE.randint(20, 50)):
        now = price * DICE.uniform(0.93, 1.07)
        seller.ask(now, DICE.randint(2, 5))
    seller.ask(now * DICE.uniform(0.6, 0.8), DICE.randint(1, 12), now)


def second_sale_soon(seller):
    """Two honest sales within a few weeks, the second one deeper, from the same old price."""
    now = seller.drift(start(), DICE.randint(60, 200), 0.01)
    seller.ask(now * DICE.uniform(0.85, 0.92), DICE.randint(3, 7), now)
    seller.ask(now, DICE.randint(8, 25))
    seller.ask(now * DICE.uniform(0.6, 0.8), DICE.randint(1, 10), now)


def dipped_before(seller):
    """A price that dipped for a few days without a word, then an honest sale from the usual price."""
    now = seller.drift(start(), DICE.randint(60, 200), 0.01)
    seller.ask(now * DICE.uniform(0.9, 0.95), DICE.randint(2, 6))
    seller.ask(now, DICE.randint(5, 20))
    seller.ask(now * DICE.uniform(0.65, 0.85), DICE.randint(1, 15), now)


def too_new(seller):
    now = seller.drift(start(), DICE.randint(5, 17))
    seller.ask(now * DICE.uniform(0.5, 0.9), DICE.randint(1, 15), now)


def not_watched(seller):
    price = start()
    seller.ask(price, DICE.randint(10, 30))
    seller.hide(DICE.randint(40, 90))
    seller.ask(price * DICE.uniform(0.6, 0.85), DICE.randint(1, 20), price)


FALSE = [invented_old_price, raised_then_cut, raised_long_before, always_on_sale, padded, sale_without_end, up_and_down,
         weeks_before_the_great_day, padded_a_little, raised_while_hardly_watched]
HONEST = [plain_sale, careful_sale, clearance, again_after_months, dearer_for_good, no_claim, nervous_prices,
          second_sale_soon, dipped_before, too_new, not_watched]


def main():
    rows = []
    for fake, habits in [(True, FALSE), (False, HONEST)]:
        for habit in habits:
            for _ in range(40):
                seller = Seller()
                habit(seller)
                rows.append(seller.row(len(rows) + 1, habit.__name__, fake))
    with open("series-drawn.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "kind", "fake", "end", "changes"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
