"""Holds a PROV report against the Python packages `prov` and `rdflib`.

    validate.py prov.json report.jsonld

Prints what was counted; ends with an error where something does not hold. No network is used.
"""

import json
import socket
import sys

import prov.model as model
from rdflib import Dataset, Namespace, URIRef
from rdflib.namespace import RDF

PROV = Namespace("http://www.w3.org/ns/prov#")


def refuse(*_, **__):
    raise AssertionError("a report must be readable without the network")


socket.socket.connect = refuse

# The attributes of relations that name things, and what each must be.
NAMES = {
    "prov:entity": model.ProvEntity,
    "prov:generatedEntity": model.ProvEntity,
    "prov:usedEntity": model.ProvEntity,
    "prov:activity": model.ProvActivity,
    "prov:agent": model.ProvAgent,
    "prov:delegate": model.ProvAgent,
    "prov:responsible": model.ProvAgent,
}


def prov_json(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    document = model.ProvDocument.deserialize(content=text, format="json")
    again = model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert document == again, "does not survive being written again"
    unified = document.unified()
    bundles = list(document.bundles)
    assert len(bundles) == len(json.loads(text)["bundle"]), "a bundle was lost"
    assert not list(document.get_records()), "statements stand outside of bundles"
    counts = {}
    for bundle in bundles:
        things = {}
        for record in bundle.get_records():
            if record.is_element():
                assert record.identifier not in things, f"{record.identifier} is declared twice"
                things[record.identifier] = record
        made = set()
        for record in bundle.get_records():
            kind = type(record).__name__
            counts[kind] = counts.get(kind, 0) + 1
            if record.is_element():
                continue
            for attribute, value in record.formal_attributes:
                if value is None or str(attribute) not in NAMES:
                    continue
                wanted = NAMES[str(attribute)]
                assert value in things, f"{value} is not declared in {bundle.identifier}"
                assert isinstance(things[value], wanted), f"{value} is no {wanted.__name__}"
            if isinstance(record, model.ProvGeneration):
                entity = record.formal_attributes[0][1]
                assert entity not in made, f"{entity} is made twice"
                made.add(entity)
        acyclic(bundle)
    assert len(list(unified.bundles)) == len(bundles)
    return counts


def acyclic(bundle):
    before = {}
    for record in bundle.get_records(model.ProvDerivation):
        later, earlier = (value for _, value in record.formal_attributes[:2])
        before.setdefault(later, []).append(earlier)

    def walk(entity, seen):
        assert entity not in seen, f"{entity} came of itself"
        for earlier in before.get(entity, []):
            walk(earlier, seen | {entity})

    for entity in list(before):
        walk(entity, frozenset())


def json_ld(path):
    data = Dataset()
    data.parse(path, format="json-ld")
    counts = {}
    for _, predicate, _, _ in data.quads():
        if predicate in PROV:
            name = predicate.removeprefix(str(PROV))
            counts[name] = counts.get(name, 0) + 1
    for _, _, value, _ in data.quads():
        assert not (isinstance(value, URIRef) and ":" not in value), f"{value} is no address"
    bundles = set(data.subjects(RDF.type, PROV.Bundle))
    graphs = {graph.identifier for graph in data.graphs() if len(graph) and isinstance(graph.identifier, URIRef)}
    assert bundles and bundles <= graphs, "a bundle has no graph"
    # Each qualified relation has its direct one.
    direct = {
        "Derivation": ("wasDerivedFrom", "entity"),
        "Attribution": ("wasAttributedTo", "agent"),
        "Association": ("wasAssociatedWith", "agent"),
        "Delegation": ("actedOnBehalfOf", "agent"),
        "Generation": ("wasGeneratedBy", "activity"),
        "Usage": ("used", "entity"),
    }
    for name, (relation, end) in direct.items():
        for subject, _, node, graph in data.quads((None, PROV[f"qualified{name}"], None, None)):
            objects = [o for _, _, o, _ in data.quads((node, PROV[end], None, graph))]
            assert len(objects) == 1, f"qualified{name} of {subject} has {len(objects)} ends"
            assert (subject, PROV[relation], objects[0], graph) in data, f"{subject} {relation}"
    return counts


print(json.dumps({"prov": prov_json(sys.argv[1]), "jsonld": json_ld(sys.argv[2])}, sort_keys=True))
