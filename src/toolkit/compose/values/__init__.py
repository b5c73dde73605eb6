"""The words a design may use: every value behind `{{ … }}`, for one campaign, language and row."""

from toolkit.compose.values.byrow import row_values
from toolkit.compose.values.common import common_values
from toolkit.compose.values.value import Value, Values
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.rows import Row
from toolkit.sources.workspace.strings import Strings

__all__ = ["Value", "Values", "common_values", "row_values", "values_for"]


def values_for(campaign: Campaign, copy: Copy, strings: Strings, row: Row | None) -> Values:
    """Return every value a design may use; a row's own come before those that every design has."""
    own = {} if row is None else dict(row_values(campaign, copy, strings, row))
    return dict(common_values(campaign, copy, strings)) | own
