"""What a URL says: its one canonical form, the publisher's domain, a date, the words of its slug."""

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from app.domain.dates import is_edtf

_TRACKING = re.compile(
    r"(utm_\w+|fbclid|gclid|dclid|yclid|ysclid|msclkid|igshid|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|referrer|"
    r"from|source|cmpid|cmp|ito|ocid|smid|smtyp|share|shared|amp|outputtype|at_\w+|ns_\w+|xtor|spm|"
    r"__twitter_impression|traffic_source|rss|feature|partner|wt\.mc_id|sh|s_cid|sr_share|fb_\w+|"
    r"twclid|ttclid|wbraid|gbraid|_openstat|hss_channel|mkt_tok|oly_\w+|vero_\w+)",
    re.IGNORECASE,
)
_MOBILE_HOST = re.compile(r"^(?:m|mobile|amp)\.(?=[^.]+\.[^.])")
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp(?:\.html?)?/?$|(?<=\w)\.amp(?=\.html?$|$)", re.IGNORECASE)
_DATE_IN_PATH = (
    re.compile(
        r"/(?P<y>(?:19|20)\d\d)[/.-](?P<m>0?[1-9]|1[0-2])[/.-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    ),
    re.compile(
        r"/(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?=(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d*(?:[/_.-]|$)|[/_.-]|$)"  # a time may be glued on, to the microsecond
    ),
    re.compile(r"/(?P<d>0[1-9]|[12]\d|3[01])[/.-](?P<m>0[1-9]|1[0-2])[/.-](?P<y>(?:19|20)\d\d)(?=[/_.-]|$)"),
    re.compile(r"[/_-](?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(
        r"/(?P<y>(?:19|20)\d\d)/(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*/(?P<d>[0-3]?\d)(?=/|$)",
        re.IGNORECASE,
    ),
)
_MONTH_IN_PATH = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0[1-9]|1[0-2])(?=/|$)")
# Hosts whose every subdomain is a publisher of its own, and that the list of public suffixes leaves out.
_BLOG_HOSTS = frozenset(
    [
        "wordpress.com",
        "livejournal.com",
        "substack.com",
        "tumblr.com",
        "medium.com",
        "over-blog.com",
        "narod.ru",
    ]
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def canonical_url(url: str) -> str:
    """One form for the addresses of one page that still opens it: what is stored and linked to.

    The host in lower case, no default port, no fragment, no tracking parameter, the AMP or mobile variant
    turned into the page itself. Scheme, `www.` and a final slash stay: without them some sites do not answer;
    `url_key` leaves them out of comparisons. What is no http(s) URL is returned as it came.
    """
    url = url.strip()
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not parts.hostname:
        return url
    host = _MOBILE_HOST.sub("", parts.hostname.rstrip("."))
    try:
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:  # a port that is no number
        return url
    query = urlencode(
        [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    )
    path = _AMP_PATH.sub(_slash_if_slash, parts.path) or "/"
    return urlunsplit((scheme, (f"[{host}]" if ":" in host else host) + port, path, query, ""))


def url_key(url: str) -> str:
    """What two addresses of one page share: canonical, without scheme, `www.` and final slash."""
    key = canonical_url(url).split("://", 1)[-1].removeprefix("www.")
    path, mark, query = key.partition("?")
    return path.rstrip("/") + mark + query


def same_page(url: str) -> list[str]:
    """The canonical addresses that share the `url_key` of `url`: with and without `www.` and a final slash, by
    http and https."""
    path, mark, query = url_key(url).partition("?")
    return [
        f"{scheme}://{www}{path}{slash}{mark}{query}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for slash in ("", "/")
    ]


def _slash_if_slash(match: re.Match[str]) -> str:
    return "/" if match[0].endswith("/") else ""


@lru_cache(maxsize=4096)
def registered_domain(url: str) -> str | None:
    """`https://news.bbc.co.uk/x` -> `bbc.co.uk`; a blog host counts as a suffix (`name.blogspot.com`).
    None if none."""
    try:
        host = (urlsplit(url if "://" in url else f"https://{url}").hostname or "").rstrip(".")
    except ValueError:
        return None
    labels = host.removeprefix("www.").split(".")
    if len(labels) < 2 or ":" in host or labels[-1].isdigit():
        return None
    suffix = _suffix_length(labels)
    return ".".join(labels[-suffix - 1 :])


def _suffix_length(labels: list[str]) -> int:
    """How many of the last labels are the public suffix: the longest rule of the list that fits, 1 where none does."""
    names = [".".join(labels[i:]) for i in range(len(labels))]
    rules = _public_suffixes()
    for name in names:  # the longest first
        if f"!{name}" in rules:
            return name.count(".")
        parent = name.partition(".")[2]
        if name in rules or (parent and f"*.{parent}" in rules) or name in _BLOG_HOSTS:
            return name.count(".") + 1
    return 1


@cache
def _public_suffixes() -> frozenset[str]:
    """The rules of the list of public suffixes that the `tld` library carries.

    The library itself would be 100 ms of a short run.
    """
    found = find_spec("tld")
    folders = list(found.submodule_search_locations or ()) if found is not None else []
    return frozenset(Path(folders[0], "res", "effective_tld_names.dat.txt").read_text("utf-8").split("\n"))


def date_in_url(url: str) -> str | None:
    """`/2017/12/25/`, `/20230606/`, `/2023-06-06-…`, else `/2023/06/` to the month: an EDTF date, or None."""
    path = urlsplit(url).path
    for pattern in _DATE_IN_PATH:
        if match := pattern.search(path):
            month = match["m"].lower()[:3]
            number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
            found = f"{match['y']}-{number:02d}-{int(match['d']):02d}"
            if is_edtf(found):
                return found
    if match := _MONTH_IN_PATH.search(path):
        return f"{match['y']}-{match['m']}"
    return None


def slug_words(url: str) -> frozenset[str]:
    """The words of the longest part of the path, lower case, without numbers: what the page's headline
    says."""
    parts = [re.findall(r"[^\W\d_]{2,}", unquote(part).lower()) for part in urlsplit(url).path.split("/")]
    longest = max(len(words) for words in parts)
    return frozenset(next(words for words in parts if len(words) == longest))
