"""The output folder: files that are whole, nothing of another's lost."""

from __future__ import annotations

import io
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from quotecard import render_card
from quotecard.batch.output_store import is_own_card
from quotecard.errors import FileInTheWay, OutputError
from quotecard.fontbook import default_book
from quotecard.paint.png import encode_png
from quotecard.paint.png_reader import is_own_png
from quotecard.paint.raster import paint
from quotecard.scene import Scene
from quotecard.store import Folder, write_file
from quotecard.store.files import STRAY_AGE

HERE = Path(__file__).parent

posix = pytest.mark.skipif(os.name != "posix", reason="links, limits and signals of POSIX")


def opened(path: Path) -> Folder:
    return Folder(path, is_own_png)


def card(software: str = "quotecard 0.1") -> bytes:
    return encode_png(
        paint(Scene(40, 30, (200, 190, 180), ()), default_book()), {"Title": "x", "Software": software}
    )


def test_a_card_is_written_and_written_again(tmp_path):
    out = opened(tmp_path / "deep" / "cards")
    out.prepare()
    assert out.write("a.png", card()) == tmp_path / "deep" / "cards" / "a.png"
    out.write("a.png", card("quotecard 2"))
    assert out.path.joinpath("a.png").read_bytes() == card("quotecard 2")
    assert [path.name for path in out.path.iterdir()] == ["a.png"]


@pytest.mark.parametrize(
    "data",
    [b"", b"notes", b"\x89PNG\r\n\x1a\n", card("another program"), card()[:50], b"quotecard" * 99],
    ids=["empty", "text", "signature", "another's", "cut short", "text that names us"],
)
def test_another_s_file_is_left_without_force(tmp_path, data: bytes):
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(OutputError, match=r"a\.png was not made by quotecard.*--force"):
        opened(tmp_path).write("a.png", card())
    assert (tmp_path / "a.png").read_bytes() == data
    opened(tmp_path).write("a.png", card(), force=True)
    assert (tmp_path / "a.png").read_bytes() == card()


CHUNKS = [b"\0\0\0\0iTXt\0\0\0\0", b"\x7f\xff\xff\xffiTXt", b"\x7f\xff\xff\xffskIp", b""]


@pytest.mark.parametrize("chunk", CHUNKS, ids=["many chunks", "a huge text", "a huge chunk", "zeros"])
def test_a_huge_file_of_another_is_judged_by_its_head(tmp_path, chunk: bytes):
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk * 1000)
        file.truncate(3 * 2**30)  # sparse: nothing stands on the disk
    with path.open("rb", buffering=0) as file:
        counted = Counted(file)
        assert not is_own_png(counted)
    assert counted.taken < 1024
    with pytest.raises(FileInTheWay, match="was not made by"):
        opened(tmp_path).write("a.png", card())


class Counted:
    """A file that counts the bytes read from it."""

    def __init__(self, file) -> None:
        self.file, self.taken, self.seek = file, 0, file.seek

    def read(self, size: int) -> bytes:
        self.taken += size
        return self.file.read(size)


def test_a_card_with_a_long_text_is_known_again(tmp_path):
    data = encode_png(
        paint(Scene(40, 30, (200, 190, 180), ()), default_book()),
        {"Title": "x" * 99_999, "Description": "y" * 99_999, "Software": "quotecard 0.1"},
    )
    opened(tmp_path).write("a.png", data)
    assert opened(tmp_path).write("a.png", data)


def test_the_store_takes_any_format_whose_files_can_be_recognised(tmp_path):
    def is_own_text(file) -> bool:
        return file.read(4) == b"ours"

    out = Folder(tmp_path, is_own_text)
    (tmp_path / "a.txt").write_bytes(b"theirs")
    with pytest.raises(FileInTheWay):
        out.write("a.txt", b"ours 1")
    assert not out.remove("a.txt")
    out.write("b.txt", b"ours 1")
    out.write("b.txt", b"ours 2")
    assert (tmp_path / "b.txt").read_bytes() == b"ours 2"
    assert out.remove("b.txt")


@pytest.mark.parametrize("choices", [{}, {"optimize": True}, {"max_bytes": 6000}], ids=str)
def test_every_card_that_is_drawn_is_recognised(choices: dict):
    data = render_card("我們飽受愚蠢之苦", size="300x400").png(**choices)
    assert is_own_card(io.BytesIO(data))
    assert not is_own_card(io.BytesIO(data.replace(b"Software", b"Softwear", 1)))


def test_a_folder_of_the_name_costs_that_card_only(tmp_path):
    (tmp_path / "a.png").mkdir()
    for force in (False, True):
        with pytest.raises(FileInTheWay):
            opened(tmp_path).write("a.png", card(), force=force)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert opened(tmp_path).write("b.png", card())


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_another_s(tmp_path):
    (tmp_path / "a.png").write_bytes(card())
    (tmp_path / "a.png").chmod(0)
    with pytest.raises(FileInTheWay):
        opened(tmp_path).write("a.png", card())


def test_a_text_entry_of_pillow_does_not_name_us(tmp_path):
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("Software", "quotecard-like")
    info.add_text("Comment", "quotecard")
    Image.new("L", (9, 9)).save(tmp_path / "a.png", pnginfo=info)
    assert opened(tmp_path).write("a.png", card())
    plain = PngInfo()
    plain.add_text("Comment", "quotecard")
    Image.new("L", (9, 9)).save(tmp_path / "b.png", pnginfo=plain)
    with pytest.raises(OutputError):
        opened(tmp_path).write("b.png", card())


@posix
@pytest.mark.parametrize("dangling", [False, True])
@pytest.mark.parametrize("force", [False, True])
def test_a_link_is_replaced_and_its_target_left(tmp_path, dangling: bool, force: bool):
    victim = tmp_path / "victim.txt"
    if not dangling:
        victim.write_text("precious")
    link = tmp_path / "cards" / "a.png"
    link.parent.mkdir()
    link.symlink_to(victim)
    opened(link.parent).write("a.png", card(), force=force)
    assert not link.is_symlink()
    assert link.read_bytes() == card()
    assert victim.exists() is not dangling
    assert dangling or victim.read_text() == "precious"


@posix
def test_a_link_at_the_path_given_is_replaced_too(tmp_path):
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "b.png").symlink_to(tmp_path / "victim")
    write_file(tmp_path / "b.png", b"new")
    assert (tmp_path / "victim").read_text() == "precious"
    assert (tmp_path / "b.png").read_bytes() == b"new"


@posix
def test_a_pipe_is_refused_as_a_card_and_written_into_where_it_is_named(tmp_path):
    os.mkfifo(tmp_path / "a.png")
    with pytest.raises(OutputError):
        opened(tmp_path).write("a.png", card())
    got = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "a.png").read_bytes()))
    reader.start()
    write_file(tmp_path / "a.png", b"through")
    reader.join()
    assert got == [b"through"]
    assert stat.S_ISFIFO((tmp_path / "a.png").stat().st_mode)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b.png", "a\\b.png", "/etc/a.png", "C:a.png", "a\0.png"])
def test_only_a_plain_name_is_written(tmp_path, name: str):
    with pytest.raises(OutputError, match="not a plain file name"):
        opened(tmp_path).write(name, card())
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_card_is_as_open_as_the_umask_says(tmp_path):
    before = os.umask(0o027)
    try:
        path = opened(tmp_path).write("a.png", card())
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_in_the_folder_s_place_is_refused(tmp_path):
    (tmp_path / "cards").write_text("notes")
    with pytest.raises(OutputError, match="a file has that name"):
        opened(tmp_path / "cards").prepare()
    with pytest.raises(OutputError, match="a file, not a folder"):
        opened(tmp_path / "cards" / "deeper").prepare()
    assert (tmp_path / "cards").read_text() == "notes"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nowhere/a.png", "the folder does not exist"),
        ("folder", "a folder has that name"),
        ("file/a.png", "a part of the path is a file"),
        ("x" * 300 + ".png", "the name is too long"),
        ("a\0b", "it is not a valid path"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(tmp_path, path: str, why: str):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=why) as caught:
        write_file(tmp_path / path, b"x")
    assert str(tmp_path) in str(caught.value)
    assert caught.value.exit_code == 4
    assert {p.name for p in tmp_path.rglob("*")} == {"folder", "file"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_is_named():
    with pytest.raises(OutputError, match="the disk is full"):
        write_file("/dev/full", b"x")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="permission denied"):
        opened(tmp_path).write("a.png", card())
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("blow", [KeyboardInterrupt, SystemExit, MemoryError])
def test_an_interrupted_write_leaves_the_old_card_and_no_temporary(tmp_path, monkeypatch, blow):
    out = opened(tmp_path)
    out.write("a.png", card())

    def interrupted(*_):
        raise blow

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(blow):
        out.write("a.png", card("quotecard 2"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert (tmp_path / "a.png").read_bytes() == card()


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


@posix
def test_strays_of_dead_processes_are_swept(tmp_path):
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    swept = [f".quotecard-{done.pid}-00ff.part", ".quotecard-old.part", f".quotecard-{'9' * 40}-1.part"]
    left = [
        *(f".quotecard-{pid}-00ff.part" for pid in (os.getpid(), os.getppid())),
        *(".quotecard-new.part", ".other.part", "a.part", ".quotecard-1.png"),
    ]
    for name in swept + left:
        (tmp_path / name).write_text("x")
        if "new" not in name:
            age(tmp_path / name, STRAY_AGE + 9)
    opened(tmp_path).prepare()
    assert {path.name for path in tmp_path.iterdir()} == set(left)


def test_where_processes_cannot_be_asked_only_old_strays_are_swept(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "name", "another system")
    monkeypatch.setattr(os, "kill", None)
    names = [f".quotecard-{os.getppid()}-{part}.part" for part in ("new", "old")]
    for name in names:
        (tmp_path / name).write_text("x")
    age(tmp_path / names[1], STRAY_AGE + 9)
    opened(tmp_path).sweep()
    assert [path.name for path in tmp_path.iterdir()] == names[:1]


def test_a_folder_prepared_in_one_thread_leaves_the_writes_of_another(tmp_path):
    out = opened(tmp_path)
    stop = threading.Event()

    def prepare() -> None:
        while not stop.is_set():
            out.prepare()

    sweeper = threading.Thread(target=prepare)
    sweeper.start()
    try:
        for _ in range(300):
            out.write("a.png", card(), force=True)
    finally:
        stop.set()
        sweeper.join()
    assert (tmp_path / "a.png").read_bytes() == card()


LIMITED = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from quotecard import store
from quotecard.errors import FileInTheWay, OutputError
from quotecard.fontbook import default_book
from quotecard.store import Folder
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    Folder(sys.argv[2], is_own=bool).write("a.png", b"x" * 100_000, force=True)
except OutputError as error:
    print(error)
"""


@posix
def test_a_file_size_limit_leaves_the_old_card(tmp_path):
    old = card()
    (tmp_path / "a.png").write_bytes(old)
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(HERE.parent / "render"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == f"cannot write {tmp_path / 'a.png'} (the disk's limit for one file is reached)\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert (tmp_path / "a.png").read_bytes() == old


WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from quotecard.store import Folder
out = Folder(sys.argv[2], is_own=bool)
out.prepare()
if sys.argv[3:]:
    import pathlib, time
    pathlib.Path.replace = lambda *_: time.sleep(600)
print(flush=True)
while True:
    for fill in (b"a", b"b"):
        out.write("card.png", fill * 300_000, force=True)
"""


def kill_writers(folder: Path, times: int) -> int:
    """Kill a writer so many times, every second one within a write; return how often a temporary stayed behind.

    Within a write: it never comes to rename its temporary, and is killed once that is there.
    """
    rng = random.Random(9)
    strays = 0
    for turn in range(times):
        writer = subprocess.Popen(
            [sys.executable, "-S", "-c", WRITER, str(HERE.parent / "render"), str(folder)]
            + ["stuck"] * (turn % 2 == 0),
            stdout=subprocess.PIPE,
        )
        writer.stdout.readline()
        assert all(f"-{writer.pid}-" in path.name for path in folder.glob(".quotecard-*")), (
            "the next start sweeps"
        )
        if turn % 2:
            time.sleep(rng.uniform(0.002, 0.012))
        else:
            while not any(f"-{writer.pid}-" in path.name for path in folder.iterdir()):
                assert writer.poll() is None
                time.sleep(0.001)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        data = (folder / "card.png").read_bytes()
        assert data in {b"a" * 300_000, b"b" * 300_000}, "torn"
        strays += len(list(folder.glob(".quotecard-*.part")))
    return strays


@posix
def test_a_killed_writer_leaves_a_whole_card(tmp_path):
    opened(tmp_path).write("card.png", b"a" * 300_000)
    assert kill_writers(tmp_path, 40) >= 20


@posix
@pytest.mark.soak
def test_two_hundred_killed_writers_leave_a_whole_card(tmp_path):
    opened(tmp_path).write("card.png", b"a" * 300_000)
    assert kill_writers(tmp_path, 200) >= 100
