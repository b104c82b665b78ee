"""Form templates that editors set at papers, carried over to the papers of a record."""

from egov.portal.shared.text import fold
import re


WORDS = 3  # a name of fewer is no sure sign of anything


def keep_templates(stored, papers):
    """`(papers with templates, rows that were added here, codes of templates that were lost)`.

    `stored` are the rows there are, `papers` those of the record (which stay as they are). A
    template goes to the paper that is the same: by case with code or name, by code, by name, or the
    only one whose name holds the row's name. A row with a template and without a national code, for
    which the record has no paper, was added here: it stays, behind the others. Where the row came
    from an earlier record that had the paper, the template is lost.
    """
    papers = [dict(row) for row in papers]
    added, lost = [], []
    for row in stored or ():
        template = row.get("template")
        if not template:
            continue
        paper = matching(papers, row)
        if paper is not None:
            paper["template"] = template
        elif row.get("code"):
            lost.append(template)
        else:
            added.append(dict(row))
    return papers + added, added, lost


def matching(papers, row):
    """The paper that is the same as `row` and has no template yet, or None."""
    free = [paper for paper in papers if not paper["template"]]
    for keys in (("case", "code"), ("case", "name"), ("code",), ("name",)):
        wanted = [row.get(key) or "" for key in keys]
        if not wanted[-1]:
            continue
        for paper in free:
            if [paper.get(key) or "" for key in keys] == wanted:
                return paper
    name = words(row.get("name"))
    if row.get("code") or name.count(" ") < WORDS - 1:
        return None
    holding = [paper for paper in free if f" {name} " in f" {words(paper['name'])} "]
    return holding[0] if len(holding) == 1 else None


def words(text):
    """The words of a text as one types them without marks, one blank between."""
    return " ".join(re.findall(r"\w+", fold(text)))
