"""Sources of catalogs by command: asked, only checked, and looked at."""

from pathlib import Path

from tests.cli.till import Till

HEADER = "item_id,name,price\n"


def sourced(till: Till) -> Path:
    folder = till.folder / "coming"
    folder.mkdir()
    till.change("catalog", sources=[str(folder), str(till.folder / "none.csv")])
    return folder


def test_a_till_without_sources_says_where_to_name_them(till: Till) -> None:
    ran = till.run("catalog", "sync")
    assert (ran.status, ran.err.strip()) == (
        1, "pos-terminal: No sources are named. Set [catalog] sources, or use 'catalog import'.",
    )  # fmt: skip


def test_what_is_new_is_checked_and_then_put_in_force_and_the_sources_remember(till: Till) -> None:
    folder = sourced(till)
    assert [each["outcome"] for each in till.run("catalog", "sources", "--json").json] == ["never", "never"]
    (folder / "c.csv").write_text(f"{HEADER}tea,Tea,2.00\n")
    checked = till.run("catalog", "sync", "--check", "--json")
    assert (checked.status, checked.json["waits"]) == (0, True)
    assert checked.json["sources"][0]["said"] == "0 to add, 1 to change, 9 to retire"
    done = till.run("catalog", "sync")
    assert done.status == 0
    rows = till.run("catalog", "sources", "--json").json
    assert [each["outcome"] for each in rows] == ["live", "never"]
    exported = till.folder / "out.json"
    assert till.run("catalog", "export", exported).status == 0
    assert '"tea"' in exported.read_text()


def test_where_none_is_sound_each_fault_is_named_and_the_catalog_in_force_stays(till: Till) -> None:
    folder = sourced(till)
    (folder / "c.csv").write_text(f'{HEADER}tea,Tea,"1.234,50"\ntea,Again,1.00\n')
    ran = till.run("catalog", "sync")
    assert ran.status == 1
    assert f"{folder}: line 2, price: '1.234,50' is not an amount" in ran.err
    assert f"{folder}: line 3, item_id: tea is on line 2 already" in ran.err
    assert ran.err.strip().endswith("No source has a sound catalog. Nothing was changed.")
    assert ran.err.count("pos-terminal: ") == 1
    rows = till.run("catalog", "sources", "--json").json
    assert [each["outcome"] for each in rows] == ["faulty", "failed"]
    assert rows[1]["said"].startswith("The file cannot be read: ")


def test_a_source_that_cannot_be_read_is_named_with_why(till: Till) -> None:
    till.change("catalog", sources=[str(till.folder / "nowhere.csv")])
    ran = till.run("catalog", "sync")
    where, none = ran.err.splitlines()
    assert where.startswith(f"{till.folder / 'nowhere.csv'}: ")
    assert none == "pos-terminal: No source has a sound catalog. Nothing was changed."
