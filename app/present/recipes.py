"""What to do with the data, to copy: each recipe for curl, Python (its standard library alone) and R. Pure.

`{site}` stands for the address of the site. Every curl and Python recipe is run by a test.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """One task in three languages."""

    slug: str
    title: str
    about: str
    curl: str
    python: str
    r: str


RECIPES = (
    Recipe(
        "map",
        "Bases of a country for a map",
        "GeoJSON opens in QGIS, Leaflet, Kepler and R. The filters are those of the page.",
        'curl -sS -o bases.geojson "{site}/bases.geojson?country=TJ"',
        """import json
from urllib.request import urlopen

with urlopen("{site}/bases.geojson?country=TJ") as answer:
    bases = json.load(answer)["features"]
for base in bases:
    print(base["properties"]["name"], base["geometry"] and base["geometry"]["coordinates"])
""",
        """library(sf)
bases <- read_sf("{site}/bases.geojson?country=TJ")
plot(bases["status"])
""",
    ),
    Recipe(
        "denials",
        "Everything an official denied, page by page",
        "A list goes on at `next` until that is null. `fields` keeps answers small.",
        'curl -sS "{site}/api/v1/denials?official=dmitry-peskov&fields=said_on,quote,outcome&limit=200"',
        """import json
from urllib.request import urlopen

address = "{site}/api/v1/denials?official=dmitry-peskov&fields=said_on,quote,outcome"
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    for denial in page["items"]:
        print(denial["said_on"], denial["outcome"], denial["quote"])
    address = page["next"]
""",
        """library(jsonlite)
address <- "{site}/api/v1/denials?official=dmitry-peskov&fields=said_on,quote,outcome"
denials <- list()
while (!is.null(address)) {{
  page <- fromJSON(address)
  denials <- c(denials, list(page$items))
  address <- page$`next`
}}
print(rbind_pages(denials))
""",
    ),
    Recipe(
        "against",
        "Denials with what goes against them",
        "`include` brings related records in the same answer, for at most 50 rows a page.",
        'curl -sS "{site}/api/v1/denials?answered=true&include=bearings&limit=20"',
        """import json
from urllib.request import urlopen

with urlopen("{site}/api/v1/denials?answered=true&include=bearings&limit=20") as answer:
    denials = json.load(answer)["items"]
for denial in denials:
    for one in denial["bearings"]:
        if one["relation"] == "contradicts" and one["gap_days"]:
            print(denial["speaker"], denial["said_on"], one["gap_days"]["fewest"], "days")
""",
        """library(jsonlite)
denials <- fromJSON("{site}/api/v1/denials?answered=true&include=bearings&limit=20", simplifyVector = FALSE)
for (denial in denials$items) cat(denial$speaker, length(denial$bearings), "\\n")
""",
    ),
    Recipe(
        "personnel",
        "Claims of a base's personnel over time",
        "CSV with every claim side by side; nothing is averaged.",
        'curl -sS "{site}/claims.csv?base=gyumri-102nd-military-base&property=personnel"',
        """import csv
import io
from urllib.request import urlopen

with urlopen("{site}/claims.csv?base=gyumri-102nd-military-base&property=personnel") as answer:
    claims = csv.DictReader(io.StringIO(answer.read().decode()))
    for claim in sorted(claims, key=lambda claim: claim["as_of"]):
        print(claim["as_of"] or "undated", claim["value"], claim["source_publisher"])
""",
        """claims <- read.csv("{site}/claims.csv?base=gyumri-102nd-military-base&property=personnel")
claims[order(claims$as_of), c("as_of", "low", "high", "source_publisher")]
""",
    ),
    Recipe(
        "ending",
        "Agreements that end by a day",
        "With `expiring_to` the list runs by the day of expiry, the soonest first.",
        'curl -sS "{site}/api/v1/agreements?expiring_to=2045&fields=title,expires,parties"',
        """import json
from urllib.request import urlopen

with urlopen("{site}/api/v1/agreements?expiring_to=2045&fields=title,expires,parties") as answer:
    for agreement in json.load(answer)["items"]:
        print(agreement["expires"], agreement["title"])
""",
        """library(jsonlite)
fromJSON("{site}/api/v1/agreements?expiring_to=2045&fields=title,expires,parties")$items
""",
    ),
    Recipe(
        "again",
        "Ask again only where something has changed",
        "Every answer has an ETag. Sent back, it brings 304 and no body until the data changes.",
        'curl -sS -H \'If-None-Match: "an-etag-from-before"\' "{site}/api/v1/topics"',
        """from urllib.error import HTTPError
from urllib.request import Request, urlopen

with urlopen("{site}/api/v1/topics") as answer:
    etag = answer.headers["ETag"]
try:
    urlopen(Request("{site}/api/v1/topics", headers={{"If-None-Match": etag}}))
    print("it has changed")
except HTTPError as error:
    print("as it was" if error.code == 304 else error)
""",
        """library(httr)
first <- GET("{site}/api/v1/topics")
again <- GET("{site}/api/v1/topics", add_headers(`If-None-Match` = headers(first)$etag))
status_code(again)
""",
    ),
)


def filled(text: str, site: str) -> str:
    """A recipe with the address of the site; doubled braces become one."""
    return text.replace("{site}", site).replace("{{", "{").replace("}}", "}")
