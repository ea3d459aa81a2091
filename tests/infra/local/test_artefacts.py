import zipfile
from pathlib import Path

from infra.local.artefacts import EPOCH, zip_folder
from infra.local.supervised import LinkedZip


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


def test_layers_unpack_once_and_are_linked(tmp_path: Path) -> None:
    """Two processes of a function get the very same files of a layer."""
    folder = _folder(tmp_path)
    archive = tmp_path / "layer.zip"
    zip_folder(folder, archive)
    kept = tmp_path / "kept"
    for name in ("first", "second"):
        with LinkedZip(archive) as layer:
            layer.kept = kept
            layer.extractall(tmp_path / name)
    first, second = (tmp_path / name / "python" / "pkg" / "b.py" for name in ("first", "second"))
    assert first.read_text() == "b = 1\n"
    assert first.samefile(second)
