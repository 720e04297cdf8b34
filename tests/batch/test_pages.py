"""What a worker is given bears being sent to another process, where processes are not forked."""

from __future__ import annotations

import pickle
from pathlib import Path

from beritaclean import Cleaner
from beritaclean.batch.outcomes import CLEANED, Outcome
from beritaclean.batch.pages import start_cleaning
from beritaclean.batch.sources import Source
from beritaclean.batch.tasks import Job, Task
from beritaclean.config import Settings
from tests.batch.conftest import PAGE, PROSE


def test_work_bears_pickling(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "drafts").mkdir()
    cleaner = Cleaner(ignore=["copies"])
    assert cleaner.ruleset is not None
    job = Job(Settings(), str(tmp_path / "out"), str(tmp_path / "drafts"), 1000)
    task = Task(Source(str(tmp_path / "a.txt"), "a.txt", 1), "b.txt")
    start, arguments, sent = pickle.loads(pickle.dumps((start_cleaning, (cleaner, job), task)))
    outcome = pickle.loads(pickle.dumps(start(*arguments)(sent)))

    assert outcome.digest
    assert outcome.state.split()[0] == str(len(PROSE))
    assert outcome._replace(digest=b"", state="") == Outcome(
        task.source.path, CLEANED, target="b.txt", pages=1, left_out=1, size=len(PAGE)
    )
    assert (tmp_path / "out" / "b.txt").read_text() == PROSE
    assert "ruleset" not in vars(pickle.loads(pickle.dumps(cleaner)))
