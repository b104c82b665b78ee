"""The tables of a record: steps, ways, fees, papers, cases, results, legal basis and lists."""

from egov.portal.catalogue.importers import cleaning
from egov.portal.catalogue.importers import format
from egov.portal.catalogue.importers import parsing
from egov.portal.catalogue.importers.shape import Shape


SMALLEST_AMOUNT = 1000  # đồng; anything less is an amount in thousands, or a share


def joined(*texts):
    """Texts that are there, one below the other, none twice."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def all_tables(shape):
    ways, fees, unknown = submission_ways(shape)
    fees += [row for entry in shape.objects("fees") for row in [fee(entry, None)] if row]
    tables = {
        "steps": steps(shape),
        "submission_ways": ways,
        "fees": fees,
        "cases": cases(shape),
        "returning_ways": returning_ways(shape),
        "papers": all_papers(shape),
        "results": results(shape),
        "legal_basis": legal_basis(shape),
        # Ways the portal does not know cannot be a row: they are told in the note.
        "note": joined(shape.text("note"), *unknown),
    }
    return tables


def steps(shape):
    rows = []
    for entry in shape.objects("executionSteps"):
        name = entry.line("name")
        description = entry.text("description")
        if name or description:
            rows.append({"name": name, "description": description})
    return rows


def submission_ways(shape):
    """`(ways, fees, texts of ways with an unknown channel)`."""
    ways, fees, unknown = [], [], []
    for entry in shape.objects("executionMethods"):
        channel = entry.line("submissionMethod")
        time, unit, text = limit(entry, "processingTime", "processingTimeUnit")
        description = joined(entry.text("description"), text)
        if channel in format.CHANNELS:
            ways.append(
                {"channel": channel, "time": time, "unit": unit, "description": description}
            )
            number, prefix = len(ways), ""
        else:
            entry.remarks.add("unknown_channel", channel or "(trống)")
            said = "" if text or time is None else f"{time} {unit or ''}".strip()
            prefix = f"Cách thức thực hiện {channel}".strip()
            unknown.append(": ".join(filter(None, [prefix, joined(said, description)])))
            number = None
        for row in filter(None, (fee(part, number) for part in entry.objects("fees"))):
            if prefix:
                row["description"] = joined(prefix, row["description"])
            fees.append(row)
    return ways, fees, unknown


def limit(entry, time_key, unit_key):
    """`(number, unit, text)` of a time limit; `text` holds what could not be read."""
    raw, unit = entry.raw(time_key), entry.line(unit_key)
    if isinstance(raw, str) and raw.strip() and not raw.strip().isdigit():
        text = entry.line(time_key)
        read = parsing.duration(text)
        if read and (read[1] or unit in format.TIME_UNITS):
            entry.remarks.add("number_as_text", text)
            return read[0], read[1] or unit, text
        entry.remarks.add("not_a_number", text)
        return None, unit if unit in format.TIME_UNITS else None, f"Thời hạn: {text} {unit}".strip()
    time = entry.whole(time_key)
    if unit in format.TIME_UNITS:
        return time, unit, ""
    if unit:
        entry.remarks.add("unknown_unit", f"{'' if time is None else time} {unit}".strip())
        return None, None, f"Thời hạn: {'' if time is None else time} {unit}".replace("  ", " ")
    if time is not None:
        entry.remarks.add("unknown_unit", f"{time} (trống)")
        return None, None, f"Thời hạn: {time}"
    return None, None, ""


def fee(entry, way):
    """A row of the fees, or None for an entry that says nothing."""
    kind = entry.line("type")
    texts = [entry.text("description")]
    if kind not in format.FEE_KINDS:
        entry.remarks.add("unknown_fee_kind", kind or "(trống)")
        if kind:
            texts.append(f"Loại: {kind}")
        kind = "FEE"
    named = entry.line("currencyName")
    currency = format.CURRENCIES.get(named.lower(), None if named else "VND")
    amount, text = money(entry)
    if text:
        texts.append(text)
    if currency is None:
        entry.remarks.add("unknown_currency", f"{amount:g} {named}" if amount else named)
        if amount is not None:
            texts.append(f"Mức thu: {amount:g} {named}")
            amount = None
    elif currency == "VND" and amount is not None:
        amount, text = dong(entry, amount, texts[0])
        texts.append(text)
    attachment = entry.raw("attachment")
    if isinstance(attachment, dict):
        texts.append(Shape(attachment, entry.remarks, entry.path).line("fileName"))
    elif attachment:
        texts.append(entry.line("attachment"))
    description = joined(*texts)
    if amount is None and not description:
        return None
    return {
        "way": way,
        "kind": kind,
        "amount": amount,
        "currency": currency or "VND",
        "description": description,
    }


def money(entry):
    """`(amount or None, text that was no number)` of a fee's value."""
    raw = entry.raw("value")
    if isinstance(raw, str) and raw.strip():
        text = entry.line("value")
        read = parsing.amount(text)
        if read:
            entry.remarks.add("number_as_text", text)
            return read[0], ""
        entry.remarks.add("not_a_number", text)
        return None, text
    if isinstance(raw, bool) or (raw is not None and not isinstance(raw, (int, float, str))):
        entry.remarks.add("wrong_type", f"{entry.path}value = {raw}")
        return None, ""
    if isinstance(raw, (int, float)) and 0 <= raw < 10**12:
        return float(raw), ""
    if raw not in (None, ""):
        entry.remarks.add("wrong_type", f"{entry.path}value = {raw}")
    return None, ""


def dong(entry, amount, text):
    """`(amount, text)` of an amount in đồng; 0 beside a text, or too small a number, is none."""
    if amount == 0 and text:
        told = parsing.fee_in_text(text)
        if told:
            entry.remarks.add("fee_from_text", text)
        elif told is None:
            entry.remarks.add("fee_in_text", text)
        return told, ""
    if 0 < amount < SMALLEST_AMOUNT:
        if parsing.thousands_in_text(amount, text):
            entry.remarks.add("fee_from_text", text)
            return amount * 1000, ""
        entry.remarks.add("fee_too_small", f"{amount:g} {text}")
        return None, f"Mức thu ghi trong cơ sở dữ liệu quốc gia: {amount:g}"
    return amount, ""


def all_papers(shape):
    rows = []
    for case in shape.objects("executionCases"):
        name = case.line("name")
        found = papers(case, name)
        if name and not found:
            case.remarks.add("empty_entry", f"{case.path}profileComponents: {name}")
        rows += found
    rows += papers(shape, "")
    for case in Shape(shape.entries, shape.remarks).objects("cases"):
        rows += papers(case, case.line("name"))
    return rows


def papers(shape, case):
    rows = []
    for entry in shape.objects("profileComponents"):
        name, code = entry.text("name"), entry.line("code")
        if not name:
            entry.remarks.add("empty_entry", f"{entry.path}name {code}")
            if not code:
                continue
        if entry.flag("isProcessingResult"):
            entry.remarks.add("not_imported", f"{entry.path}isProcessingResult")
        if entry.text("source"):
            entry.remarks.add("not_imported", f"{entry.path}source")
        rows.append(
            {
                "case": case,
                "name": name or code,
                "code": code,
                "originals": entry.whole("originalQty") or 0,
                "copies": entry.whole("copyQty") or 0,
                "required": entry.flag("required"),
                "electronic_form": entry.flag("hasElectronicForm"),
                "template": "",
                "attachments": "\n".join(
                    filter(None, (file.line("fileName") for file in entry.objects("attachments")))
                ),
            }
        )
    return rows


def cases(shape):
    rows = []
    for entry in shape.objects("cases"):
        name, code = entry.line("name"), entry.line("code")
        if not name:
            entry.remarks.add("empty_entry", f"{entry.path}name {code}")
            continue
        time, unit, text = limit(entry.object("processingDay"), "qty", "type")
        rows.append(
            {"code": code, "name": f"{name} ({text})" if text else name, "time": time, "unit": unit}
        )
    return rows


def returning_ways(shape):
    rows = []
    for entry in shape.objects("returningMethods"):
        channel = entry.choice("type", format.RETURN_CHANNELS)
        for way in entry.words("value") if channel else []:
            if way in format.RETURN_WAYS:
                rows.append({"channel": channel, "way": way})
            else:
                entry.remarks.add("unknown_value", f"{entry.path}value = {way}")
    return rows


def results(shape):
    rows = []
    for entry in shape.objects("resultsDetails"):
        name, code = cleaning.one_line(entry.text("name")), entry.line("code")
        if name:
            rows.append({"name": name, "code": code})
        else:
            entry.remarks.add("empty_entry", f"{entry.path}name {code}")
    return rows


def legal_basis(shape):
    rows = []
    for entry in shape.objects("legalBasisesDetails"):
        number = parsing.document_number(entry.line("code"))
        abstract = entry.text("name")
        if not (number or abstract):
            entry.remarks.add("empty_entry", entry.path.rstrip("."))
            continue
        issued, issuer = parsing.issue(number, " ".join(abstract.split()))
        rows.append(
            {
                "number": number,
                "abstract": "" if abstract == number else abstract,
                "issued": issued,
                "issuer": issuer,
            }
        )
    return rows


def fields(shape):
    """Codes of the fields with their titles; the first is the main one."""
    found = {}
    main = shape.object("category")
    for entry in [*([main] if main.entries else []), *shape.objects("categoriesDetails")]:
        code, name = entry.line("code"), cleaning.name(entry.text("name"))
        if code:
            found[code] = found.get(code) or name or code
        elif name:
            entry.remarks.add("unknown_value", f"{entry.path}name = {name}")
    return found


def audiences(shape):
    """Codes of the audience in ASCII (DT1 for ĐT1) with their titles."""
    found = {}
    for entry in shape.objects("subjectTypesDetails"):
        code, name = entry.line("code").replace("Đ", "D"), cleaning.name(entry.text("name"))
        if code:
            found[code] = name or code
        elif name:
            entry.remarks.add("unknown_value", f"{entry.path}name = {name}")
    return found


def service_groups(shape):
    names = (cleaning.name(e.text("name")) for e in shape.objects("serviceGroupsDetails"))
    return list(dict.fromkeys(filter(None, names)))
