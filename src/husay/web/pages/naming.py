"""What a page calls the items of a dimension: names from the records, looked up together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from husay.measures.dimension import name_kind
from husay.measures.question import Shape
from husay.store.company import Company


class Names:
    """Names of the items that one page shows. `items` are all of them, by dimension."""

    def __init__(
        self, company: Company, shape: Shape, items: Mapping[str, Iterable[str | None]]
    ) -> None:
        self.shape = shape
        self._known = {
            dimension: company.names(kind, [item for item in listed if item is not None])
            for dimension, listed in items.items()
            if (kind := name_kind(dimension, shape))
        }

    def name(self, dimension: str, item: str | None) -> str:
        """What people call an item: its name, else its identifier; what is none is said so."""
        if item is None:
            return _("not stated")
        return self._known.get(dimension, {}).get(item, item)
