import zipfile
from pathlib import Path

from infra.local.artefacts import EPOCH, zip_folder
from infra.local.supervised import LinkedZip, label_of


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "artefact"
    (folder / "python" / "pkg").mkdir(parents=True)
    (folder / "python" / "pkg" / "b.py").write_text("b = 1\n")
    (folder / "python" / "a.py").write_text("a = 1\n")
    return folder


def test_same_content_gives_the_same_zip(tmp_path: Path) -> None:
    """A zip depends on names and bytes alone, not on when or in which order files were written."""
    folder = _folder(tmp_path)
    zip_folder(folder, tmp_path / "one.zip")
    (folder / "python" / "a.py").touch()
    zip_folder(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["python/a.py", "python/pkg/b.py"]
        assert {entry.date_time for entry in archive.infolist()} == {EPOCH}


def test_layers_are_linked_where_they_lie_unpacked(tmp_path: Path) -> None:
    """Every process of a function gets the very files that were built; what lies nowhere is unpacked."""
    folder = _folder(tmp_path)
    archive = tmp_path / "layer.zip"
    zip_folder(folder, archive)
    linked, unpacked = tmp_path / "linked", tmp_path / "unpacked"
    for place in (linked, unpacked):
        place.mkdir()
        label = tmp_path / "label.zip"
        label.write_bytes(label_of(archive.read_bytes()))
        with LinkedZip(label) as layer:
            layer.extractall(place)
        if place is linked:
            folder.rename(tmp_path / "moved")
    assert linked.is_symlink()
    assert (unpacked / "python" / "pkg" / "b.py").read_text() == "b = 1\n"
    assert not unpacked.is_symlink()
