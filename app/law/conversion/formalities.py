"""Receipt, imprint and periodicals of the older format."""

from typing import Any

from app.law.conversion.parts import Source, citation, texts


def receipt(item: Source) -> dict[str, Any]:
    """Whether the library must give one, and in which form."""
    form = texts(item["form"]) if item["form"] else None
    return {"required": item["required"], "form": form, "citation": citation(item["source"])}


def imprint(item: Source) -> dict[str, Any]:
    """What must be printed in the edition."""
    return {"elements": list(item["required_elements"]), "citation": citation(item["source"])}


def periodicals(item: Source) -> dict[str, Any]:
    """How the issues of periodicals are declared."""
    return {
        "grouped_declaration": item.get("grouped_declaration"),
        "first_issue_declared": item.get("first_issue_declaration_required"),
        "citation": citation(item["source"]),
    }
