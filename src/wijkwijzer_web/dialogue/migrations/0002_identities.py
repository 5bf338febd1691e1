"""Words go by number: erased statements as such, and ids in documents that are kept."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

BEFORE = "stelling "


def marked(document: dict[str, Any]) -> dict[str, Any]:
    """A document of the first form with what its rows are about, whose words it quotes, and ids of sentences.

    Ids are the places that an editor's own words were kept by until now.
    """
    blocks = [_block(block) for block in document.get("blocks", ())]
    for place, block in enumerate(blocks):
        if block.get("type") in {"Sentence", "Paragraph"}:
            block.setdefault("id", str(place))
    return {**document, "blocks": blocks}


def _block(block: dict[str, Any]) -> dict[str, Any]:
    kind = block.get("type")
    if kind in {"Sentence", "Paragraph", "Item"} and _one_statement(block):
        return {**block, "quotes": block["refs"]}
    if kind == "BulletList":
        return {**block, "items": [_block(item) for item in block["items"]]}
    if kind == "Rows":
        rows = [_row(row) for row in block["rows"]]
        return {**block, "rows": rows, **({"table": _table(block["table"])} if block.get("table") else {})}
    return _table(block) if kind == "Table" else block


def _one_statement(block: dict[str, Any]) -> bool:
    refs = block.get("refs") or ()
    return len(refs) == 1 and str(refs[0]).startswith("stelling:")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    if row.get("type") == "RowHeading" and str(row.get("note", "")).startswith(BEFORE):
        return {**row, "about": f"stelling:{row['note'].removeprefix(BEFORE)}"}
    return {**row, "about": row["refs"][0]} if _one_statement(row) else row


def _table(table: dict[str, Any]) -> dict[str, Any]:
    columns = table.get("columns") or ()
    if not columns or columns[0].get("name") != "Nummer":
        return table
    marks = [{**column, "quotes": True} if n == 1 else column for n, column in enumerate(columns)]
    return {**table, "columns": marks, "about": [f"stelling:{row[0]}" for row in table["rows"]]}


def mark(apps: Any, schema_editor: Any) -> None:
    """Give what is stored the marks that erasing works with."""
    for name in ("Report", "Findings"):
        model = apps.get_model("dialogue", name)
        for row in model.objects.all().iterator(chunk_size=20):
            model.objects.filter(pk=row.pk).update(document=marked(row.document))
    statements = apps.get_model("dialogue", "Statement").objects
    statements.filter(state="verborgen", text="").update(state="gewist")


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="statement",
            name="state",
            field=models.CharField(
                choices=[
                    ("zichtbaar", "zichtbaar"),
                    ("wacht", "wacht op de moderator"),
                    ("verborgen", "verborgen"),
                    ("gewist", "gewist door de schrijver"),
                ],
                default="zichtbaar",
                max_length=10,
                verbose_name="stand",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
