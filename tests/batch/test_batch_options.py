"""One value holds what a batch is asked for: the command and the call fill it, and nothing else knows its parts."""

from __future__ import annotations

import inspect
import pickle
from dataclasses import FrozenInstanceError, fields

import pytest
from quotecard import render_batch
from quotecard.batch.batch_options import DEFAULT_OPTIONS, BatchOptions
from quotecard.batch.shard import Shard
from quotecard.commands.batch_command import batch
from quotecard.errors import UsageError

NAMES = {one.name for one in fields(BatchOptions)}
OF_THE_COMMAND = {"file", "output", "jobs", "executor", "dry_run", "as_json"}
OF_THE_CALL = {"quotes", "output", "jobs", "executor", "on_done"}


def test_the_command_has_each_option_by_its_name_and_default():
    given = {option.name: option for option in batch.params}
    assert set(given) == NAMES | OF_THE_COMMAND
    command = batch.make_context("batch", [])
    for name in NAMES:
        if (value := command.params[name]) is not None:
            assert value == getattr(DEFAULT_OPTIONS, name), name


def test_the_call_has_its_options_by_their_names_and_defaults():
    parameters = inspect.signature(render_batch).parameters
    assert set(parameters) - OF_THE_CALL <= NAMES
    for name in set(parameters) - OF_THE_CALL:
        assert parameters[name].default == getattr(DEFAULT_OPTIONS, name), name


def test_what_affects_a_card_is_said_where_the_option_is():
    assert DEFAULT_OPTIONS.card_choices == ("error", False, 0)
    changed = BatchOptions(
        on_missing="warn", optimize=True, max_bytes=9, force=True, only=("1",), name="{id}"
    )
    assert changed.card_choices == ("warn", True, 9)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"max_bytes": -1}, "--max-bytes must not be negative; give a number of bytes, such as 40000"),
        ({"shard": "5/4"}, "--shard 5/4 is not a part of a list"),
        ({"shard": "0/4"}, "the first of four parts is 1/4, the last 4/4"),
        ({"shard": "x"}, "--shard x is not a part of a list"),
        ({"prune": True, "only": ("1",)}, "--prune cannot be combined with --only, --tag or --shard"),
        ({"prune": True, "tags": ("a",)}, "--prune cannot be combined"),
        ({"prune": True, "shard": "1/2"}, "--prune cannot be combined"),
    ],
)
def test_options_are_checked_where_they_are_made(wrong: dict, says: str):
    with pytest.raises(UsageError) as error:
        BatchOptions(**wrong)
    assert says in str(error.value)


def test_all_of_a_list_in_one_part_may_be_pruned():
    assert BatchOptions(prune=True, shard="1/1").part == Shard(1, 1)
    assert BatchOptions(shard="2/4").part.label == "2-of-4"
    assert DEFAULT_OPTIONS.part.label == ""


def test_they_are_frozen_by_keyword_and_cross_processes():
    options = BatchOptions(themes=("ink",), max_bytes=9)
    assert pickle.loads(pickle.dumps(options)) == options
    with pytest.raises(FrozenInstanceError):
        options.force = True
    with pytest.raises(TypeError):
        BatchOptions(("ink",))


def test_a_negative_number_of_jobs_is_a_usage_error(tmp_path):
    with pytest.raises(
        UsageError, match="the number of jobs must not be negative, but is -1; 0 uses every core"
    ):
        render_batch(["a"], tmp_path, jobs=-1)
