"""What an edition shows beside its texts: derivatives under neutral names, and every reason against one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from samples.make_pictures import certificate, photograph
from tests.protection.builders import DAY, edition, safeguard
from tests.smallcase import CAST, written

from aigaq.casework.attachments import attachments, in_folder
from aigaq.casework.case import Case
from aigaq.casework.clearing import clear_case
from aigaq.casework.opening import open_case
from aigaq.dossier import Edition
from aigaq.dossier.exporting import export
from aigaq.errors import CaseInvalid, ChangedSince, NotAPicture
from aigaq.protection import Cleared
from aigaq.records.releases import ClearingRefusal, Reason

PEOPLE = CAST.replace("q: Aset Omarov", "q: one of the guards").replace("p: Oraz Seitov", "p: Marat Seitov")
BOX = "covers: [{box: [120, 440, 110, 130], whom: q}]"


def with_media(
    folder: Path, *media: str, data: bytes = photograph(), name: str = "IMG_7.jpg", more: str | None = None
) -> Path:
    """A small case with a picture, described by `media`."""
    told = "\n    ".join(('kind: picture\n    publish: "yes"\n    alt: a lamp', *media))
    digest = hashlib.sha256(data).hexdigest()
    source = f"source:\n  key: photo\n  is: photograph\n  turns: other\n  file: {{name: {name}, sha256: {digest}}}\n"
    files = {"sources/photo/source.yaml": f"{source}  media:\n    {told}\n"}
    files |= {"private/safeguards.yaml": more} if more else {}
    written(folder, "k: {killed: p}", cast=PEOPLE, files=files)
    (folder / "sources" / "photo" / name).write_bytes(data)
    return folder


def cleared(folder: Path) -> Cleared | ClearingRefusal:
    case = open_case(folder)
    files, _ = attachments(case, in_folder(case, folder))
    return clear_case(case, rng=Random(1), at=DAY, files=files)


def reasons(folder: Path) -> list[Reason]:
    found = cleared(folder)
    assert isinstance(found, ClearingRefusal)
    return list(found.reasons)


def test_a_picture_that_nobody_said_to_publish_stays_in_the_house(tmp_path: Path) -> None:
    folder = with_media(tmp_path, 'publish: "no"')
    text = (folder / "sources/photo/source.yaml").read_text(encoding="utf-8")
    (folder / "sources/photo/source.yaml").write_text(
        text.replace('    publish: "yes"\n', ""), encoding="utf-8"
    )
    case = open_case(folder)
    assert attachments(case, in_folder(case, folder)) == ((), {})
    assert isinstance(cleared(folder), Cleared)


def test_the_derivative_is_named_after_its_own_bytes_and_its_digest_is_what_is_signed(tmp_path: Path) -> None:
    folder = with_media(tmp_path, "shows: nobody")
    case = open_case(folder)
    (one,), files = attachments(case, in_folder(case, folder))
    assert hashlib.sha256(files[one.name]).hexdigest() == one.digest
    assert one.name == f"{one.digest[:16]}.jpg" and "IMG" not in one.name
    plain, covered = cleared(folder), cleared(with_media(tmp_path / "b", "shows: nobody", BOX))
    assert isinstance(plain, Cleared) and isinstance(covered, Cleared)
    assert plain.digest != covered.digest


def test_a_picture_at_which_nobody_looked_is_not_published(tmp_path: Path) -> None:
    (one,) = reasons(with_media(tmp_path))
    assert (one.code, one.spot.id if one.spot else "") == ("not-looked-at", "1")


@pytest.mark.parametrize("guard", [None, safeguard("p")], ids=["without a name", "under a safeguard"])
def test_a_face_of_somebody_protected_is_covered_or_not_published(tmp_path: Path, guard: str | None) -> None:
    whom = "q" if guard is None else "p"
    bare = reasons(with_media(tmp_path / "a", f"shows: [{whom}]", more=guard))
    assert [one.about for one in bare if one.code == "face"] == [whom]
    covered = with_media(
        tmp_path / "b", f"shows: [{whom}]", BOX.replace("whom: q", f"whom: {whom}"), more=guard
    )
    assert isinstance(cleared(covered), Cleared)


def test_a_block_over_somebody_else_covers_nobody(tmp_path: Path) -> None:
    folder = with_media(tmp_path, "shows: [q, p]", BOX.replace("whom: q", "whom: p"))
    assert [(one.code, one.about) for one in reasons(folder)] == [("face", "q")]


def test_a_face_of_somebody_whom_the_edition_does_not_know_is_not_published(tmp_path: Path) -> None:
    folder = with_media(tmp_path, "shows: [q]", BOX)
    case = open_case(folder)
    files, _ = attachments(case, in_folder(case, folder))
    stranger = replace(files[0], shows=("sealed-one",), covered=())
    found = clear_case(case, rng=Random(1), at=DAY, files=[stranger])
    assert isinstance(found, ClearingRefusal) and [one.code for one in found.reasons] == ["face"]


@pytest.mark.parametrize("part", ["alt: a lamp beside Marat Seitov", "caption: Сеитов under the lamp"])
def test_a_protected_name_in_words_about_a_picture_is_found(tmp_path: Path, part: str) -> None:
    folder = with_media(tmp_path, "shows: nobody", more=safeguard("p"))
    path = folder / "sources/photo/source.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("alt: a lamp", part if part.startswith("alt") else f"alt: a lamp\n    {part}"),
        encoding="utf-8",
    )
    found = {(one.code, one.spot.part if one.spot else "") for one in reasons(folder)}
    assert ("name-found", part.partition(":")[0]) in found


def test_the_name_that_a_file_came_under_leaves_in_nothing(tmp_path: Path) -> None:
    folder = with_media(tmp_path / "a", "shows: nobody", name="Marat Seitov.jpg", more=safeguard("p"))
    found = cleared(folder)
    assert isinstance(found, Cleared)
    assert [one for one in found.draft.records.sources.values() if one.media and one.file] == []


@pytest.mark.parametrize("kind", ["sound", "video"])
def test_a_recording_of_somebody_protected_is_flagged_and_never_shown_as_it_came(
    tmp_path: Path, kind: str
) -> None:
    folder = with_media(tmp_path, "hears: [q]", "shows: [q]")
    path = folder / "sources/photo/source.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: picture", f"kind: {kind}"), encoding="utf-8"
    )
    case = open_case(folder)
    assert attachments(case, in_folder(case, folder))[1] == {}
    assert {one.code for one in reasons(folder)} >= {"voice", "original-file"}


def test_a_picture_that_is_not_on_board_cannot_be_shown(tmp_path: Path) -> None:
    folder = with_media(tmp_path, "shows: nobody")
    (folder / "sources/photo/IMG_7.jpg").unlink()
    assert [one.code for one in reasons(folder)] == ["original-file"]


def test_another_picture_than_the_one_coded_is_no_part_of_the_case(tmp_path: Path) -> None:
    folder = with_media(tmp_path)
    (folder / "sources/photo/IMG_7.jpg").write_bytes(photograph() + b"\0")
    with pytest.raises(CaseInvalid) as caught:
        open_case(folder)
    assert [one.code for one in caught.value.problems] == ["custody-broken"]


def test_a_file_that_is_no_picture_names_its_source(tmp_path: Path) -> None:
    folder = with_media(tmp_path, data=b"<svg onload='alert(1)'/>")
    case = open_case(folder)
    with pytest.raises(NotAPicture) as caught:
        attachments(case, in_folder(case, folder))
    assert caught.value.parameters["id"] == "photo"


def test_other_bytes_than_those_cleared_are_not_written(tmp_path: Path) -> None:
    found = cleared(with_media(tmp_path / "case", "shows: nobody"))
    assert isinstance(found, Cleared)
    name = found.draft.files[0].name
    wrong: list[dict[str, bytes]] = [{}, {name: photograph()}, {"other.jpg": photograph()}]
    for number, files in enumerate(wrong):
        with pytest.raises(ChangedSince):
            export(found, Edition("1", DAY), tmp_path / f"site-{number}", files=files)
        assert not (tmp_path / f"site-{number}").exists()


def test_a_picture_hard_to_look_at_opens_on_request_and_is_not_on_paper(tmp_path: Path) -> None:
    folder = with_media(tmp_path / "case", "shows: nobody", 'distressing: "yes"')
    case = open_case(folder)
    shown, files = attachments(case, in_folder(case, folder))
    found = clear_case(case, rng=Random(1), at=DAY, files=shown)
    assert isinstance(found, Cleared)
    export(found, Edition("1", DAY, languages=("en",)), tmp_path / "site", files=files)
    pages = [
        " ".join(one.read_text(encoding="utf-8").split()) for one in (tmp_path / "site/en/source").iterdir()
    ]
    (page,) = [one for one in pages if "<figure" in one]
    assert page.index("<details> <summary>This picture is hard to look at") < page.index("<img src=")
    assert 'class="picture grey"' in page and "<p>a lamp</p>" in page
    assert 'property="og:image"' not in page


def test_a_paper_is_shown_as_a_paper(tmp_path: Path) -> None:
    folder = with_media(tmp_path, "shows: nobody", data=certificate(), name="cert.pdf")
    path = folder / "sources/photo/source.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: picture", "kind: paper"), encoding="utf-8"
    )
    case = open_case(folder)
    (one,), files = attachments(case, in_folder(case, folder))
    assert (one.media, one.pages) == ("application/pdf", 1) and one.name.endswith(".pdf")
    assert b"Shybyqova" not in files[one.name]


def test_clearing_from_the_case_alone_shows_no_picture(tmp_path: Path) -> None:
    case: Case = open_case(with_media(tmp_path, "shows: nobody"))
    found = clear_case(case, rng=Random(1), at=DAY)
    assert isinstance(found, Cleared) and found.draft.files == ()
    assert found.draft.records.sources["photo"].sha256 is None


def test_a_face_that_an_earlier_edition_showed_cannot_be_kept_back_now(tmp_path: Path) -> None:
    before = cleared(with_media(tmp_path / "a", "shows: [p]"))
    assert isinstance(before, Cleared)
    folder = with_media(tmp_path / "b", "shows: [p]", BOX.replace("whom: q", "whom: p"), more=safeguard("p"))
    case = open_case(folder)
    files, _ = attachments(case, in_folder(case, folder))
    found = clear_case(case, earlier=[edition(before.draft)], rng=Random(1), at=DAY, files=files)
    assert isinstance(found, ClearingRefusal)
    spots = {(one.code, one.about, one.spot.kind) for one in found.reasons if one.spot}
    assert ("shown-before", "p", "file") in spots
