"""Every table keeps the rules that let a cluster distribute by community."""

from council.tables import metadata

TYPES = {"BIGINT", "TEXT", "BLOB"}


def test_every_table_states_its_scope():
    assert {
        table.name: table.info.get("scope")
        for table in metadata.sorted_tables
        if table.info.get("scope") not in {"community", "shared", "local"}
    } == {}


def test_community_id_leads_every_key_of_a_community_table():
    wrong = []
    for table in metadata.sorted_tables:
        if table.info["scope"] != "community":
            continue
        keys = [
            table.primary_key,
            *(c for c in table.constraints if type(c).__name__ == "UniqueConstraint"),
            *table.indexes,
        ]
        wrong += [
            f"{table.name}: {key.name}"
            for key in keys
            if next(iter(key.columns)).name != "community_id"
        ]

    assert wrong == []


def test_references_between_communities_tables_carry_the_community():
    wrong = []
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            target = key.referred_table
            pairs = [(e.parent.name, e.column.name) for e in key.elements]
            if (
                target.info["scope"] == "community"
                and ("community_id", "community_id") not in pairs
            ):
                wrong.append(f"{table.name} -> {target.name}")
            if table.info["scope"] != "community" and target.info["scope"] == "community":
                wrong.append(f"{table.name} -> {target.name}")

    assert wrong == []


def test_columns_are_64_bit_integers_text_or_bytes():
    wrong = {
        f"{table.name}.{column.name}": str(column.type)
        for table in metadata.sorted_tables
        for column in table.columns
        if str(column.type) not in TYPES
    }

    assert wrong == {}
