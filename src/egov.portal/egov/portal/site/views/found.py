"""How what was found is shown: words marked, why it fits, where else to look."""

from egov.portal import _
from egov.portal import search
from egov.portal.catalogue.taxonomy import life_events


def explained(page, item):
    """A page's entry of an `Item`, with `parts` (pieces of its title, some marked) and `why`."""
    entry = page.entry(item.brain)
    entry["parts"] = [
        {"text": text, "marked": marked}
        for text, marked in search.parts_of(entry["title"], item.words)
    ]
    entry["described"] = [
        {"text": text, "marked": marked}
        for text, marked in search.parts_of(entry["description"] or "", item.words)
    ]
    entry["why"] = why(page, item)
    return entry


def why(page, item):
    """Sentences on what of the query was taken for something else."""
    if item.kind == "code":
        return [page.translate(_("The code is the one you typed"))]
    sentences = []
    for typed, meant in item.why:
        said = _("\u201c${typed}\u201d: ${meant}", mapping={"typed": typed, "meant": meant})
        sentences.append(page.translate(said))
    return sentences


def life_event_links(page):
    """Links to the procedures of each life event: [{title, url, lang}]."""
    links = []
    for event in life_events():
        english = page.language == "en" and event.get("title_en")
        links.append(
            {
                "title": english or event["title"],
                "lang": None if english or page.language == "vi" else "vi",
                "url": f"{page.portal_url}/thu-tuc?life_event={event['id']}",
            }
        )
    return links
