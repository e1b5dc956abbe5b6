"""The sentences of the grid, which its script finds in the page."""

from summitry.kit.errors import Text

WORDS: tuple[Text, ...] = ()
