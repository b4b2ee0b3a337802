"""The days between two dates, in words that claim no more than the dates do. Pure."""

from app.domain.dates import Gap
from app.present.language import gettext as _
from app.present.language import ngettext


def gap_words(gap: Gap | None) -> str:
    """(198, 198) -> `198 days later`, (-3, -3) -> `3 days earlier`, (5, 35) -> `5 to 35 days later`.

    A range across zero is `about the same time`; null, where a date is missing, is `date not sourced`.
    """
    if gap is None:
        return _("date not sourced")
    low, high = gap
    if low == high == 0:
        return _("the same day")
    if low <= 0 <= high:
        return _("about the same time")
    near, far = sorted((abs(low), abs(high)))
    if near != far:
        told = {"near": f"{near:,}", "far": f"{far:,}"}
        later = ngettext("%(near)s to %(far)s day later", "%(near)s to %(far)s days later", far)
        earlier = ngettext("%(near)s to %(far)s day earlier", "%(near)s to %(far)s days earlier", far)
    else:
        told = {"count": f"{far:,}"}
        later = ngettext("%(count)s day later", "%(count)s days later", far)
        earlier = ngettext("%(count)s day earlier", "%(count)s days earlier", far)
    return (later if low > 0 else earlier) % told
