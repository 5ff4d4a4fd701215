"""What the demo company sells: product groups, product lines and the items in them.

Brands and items are made up. Each line has five items in three sizes: 15 products.
"""

from __future__ import annotations

from dataclasses import dataclass

GROUPS = {"food": "Food and drinks", "home-care": "Home care", "personal": "Personal and health"}


@dataclass(frozen=True)
class ProductLine:
    """A product line and what it is like.

    `weight` is its part in the assortment; `season` says for each month of the year, in percent,
    how well it sells beside the others; `margin` is what is left of the list price, in permille,
    before discounts. `items` have a name and the list price of a case of the middle size in pesos.
    """

    id: str
    code: str
    name: str
    group: str
    weight: int
    margin: int
    season: tuple[int, ...]
    brands: tuple[str, str]
    sizes: tuple[str, str, str]
    items: tuple[tuple[str, int], ...]


LINES = (
    ProductLine(
        "beverages", "BV", "Beverages", "food", 23, 265,
        (92, 97, 115, 126, 122, 104, 92, 90, 92, 97, 104, 112),
        ("Bukal", "Sinag"), ("24 x 250 ml", "12 x 500 ml", "12 x 1 L"),
        (("Calamansi Juice", 432), ("Purified Water", 228), ("Buko Drink", 516),
         ("Iced Tea", 396), ("Guyabano Nectar", 564)),
    ),
    ProductLine(
        "coffee-dairy", "CD", "Coffee and dairy", "food", 13, 240,
        (100, 98, 96, 94, 95, 106, 104, 103, 104, 102, 105, 112),
        ("Amihan", "Gising"), ("72 x 20 g", "24 x 180 g", "12 x 400 g"),
        (("3-in-1 Coffee", 864), ("Kapeng Barako", 1_380), ("Milk Powder", 1_656),
         ("Choco Malt", 1_248), ("Creamer", 792)),
    ),
    ProductLine(
        "snacks", "SN", "Snacks and biscuits", "food", 15, 295,
        (92, 96, 97, 95, 92, 112, 106, 103, 102, 106, 108, 124),
        ("Kukutin", "Merienda"), ("100 x 22 g", "50 x 60 g", "24 x 120 g"),
        (("Corn Chips", 684), ("Butter Biscuits", 612), ("Banana Crisps", 744),
         ("Peanuts Adobo", 828), ("Wafer Sticks", 588)),
    ),
    ProductLine(
        "pantry", "PN", "Pantry", "food", 16, 210,
        (97, 100, 114, 108, 96, 100, 104, 106, 102, 100, 100, 106),
        ("Hapag", "Lutong Bahay"), ("100 x 90 g", "48 x 155 g", "24 x 350 g"),
        (("Sardines", 1_104), ("Corned Beef", 2_160), ("Soy Sauce", 660),
         ("Instant Pancit", 936), ("Banana Ketchup", 708)),
    ),
    ProductLine(
        "laundry", "LA", "Laundry", "home-care", 12, 255,
        (98, 98, 100, 100, 100, 106, 108, 106, 102, 99, 98, 98),
        ("Linis", "Puti"), ("144 x 66 g", "36 x 300 g", "12 x 1 kg"),
        (("Detergent Powder", 1_188), ("Detergent Bar", 816), ("Fabric Softener", 1_056),
         ("Bleach", 540), ("Liquid Detergent", 1_332)),
    ),
    ProductLine(
        "cleaning", "CL", "Household cleaning", "home-care", 7, 310,
        (98, 97, 98, 99, 101, 104, 104, 103, 101, 100, 102, 110),
        ("Kislap", "Walis"), ("48 x 100 ml", "24 x 250 ml", "12 x 900 ml"),
        (("Dishwashing Liquid", 912), ("Floor Wax", 1_128), ("Toilet Cleaner", 1_020),
         ("Insect Spray", 1_740), ("Scouring Pad", 480)),
    ),
    ProductLine(
        "personal-care", "PC", "Personal care", "personal", 9, 330,
        (98, 102, 103, 104, 103, 101, 98, 97, 98, 99, 101, 108),
        ("Mayumi", "Tala"), ("144 x 12 ml", "48 x 90 ml", "24 x 180 ml"),
        (("Shampoo", 1_080), ("Bath Soap", 972), ("Toothpaste", 1_416),
         ("Deodorant", 1_584), ("Lotion", 1_812)),
    ),
    ProductLine(
        "health-baby", "HB", "Health and baby", "personal", 5, 285,
        (99, 97, 96, 96, 97, 104, 110, 110, 106, 101, 98, 98),
        ("Kalinga", "Munti"), ("60 x 30 g", "24 x 100 g", "12 x 300 g"),
        (("Vitamin C", 1_980), ("Baby Powder", 1_044), ("Diapers", 2_340),
         ("Rubbing Alcohol", 876), ("Liniment", 1_236)),
    ),
)  # fmt: skip

FALLING_LINE = "beverages"
SLIDING_LINE = "laundry"
RETURNED_GROUP = "food"


def index_of(line_id: str) -> int:
    """The place of a product line in `LINES`."""
    return [line.id for line in LINES].index(line_id)


@dataclass(frozen=True)
class Product:
    """A product: `price` is its first list price in centavos, `weight` its part in its line."""

    id: str
    name: str
    line: int
    price: int
    weight: int


def products() -> tuple[Product, ...]:
    """Every product, in the order of the lines."""
    return tuple(p for at, line in enumerate(LINES) for p in _products_of(at, line))


def _products_of(at: int, line: ProductLine) -> list[Product]:
    """Fifteen products: the first items of a line and their middle size sell best."""
    made: list[Product] = []
    for i, (item, pesos) in enumerate(line.items):
        for j, (size, percent, liking) in enumerate(
            zip(line.sizes, (86, 100, 118), (8, 11, 6), strict=True)
        ):
            number = len(made) + 1
            price = pesos * percent // 5 * 5
            name = f"{line.brands[i % 2]} {item} {size}"
            made.append(Product(f"{line.code}-{number:02}", name, at, price, liking * (12 - i - j)))
    return made


@dataclass(frozen=True)
class Price:
    """A product's list price and cost in centavos in one half year (0 is the first)."""

    product: int
    period: int
    listed: int
    cost: int


def prices(periods: int) -> list[Price]:
    """The prices of every product (by its place) in each half year: 1 to 2.4 % up every time."""
    rows = []
    for at, product in enumerate(products()):
        listed, margin = product.price, LINES[product.line].margin + at * 7 % 31 - 15
        for period in range(periods):
            if period:
                listed += listed * (10 + (at * 5 + period * 3) % 15) // 1000 // 5 * 5
            rows.append(Price(at, period, listed, listed * (1000 - margin) // 1000))
    return rows
