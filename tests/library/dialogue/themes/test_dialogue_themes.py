"""Themes: quality on two sets, learning from checks, order does not matter, shares that add up."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import normalized_mutual_info_score

from wijkwijzer.dialogue.themes.find import ThemeResult, find_themes
from wijkwijzer.dialogue.themes.messages import REST, Message, Question, Theme, group_by_question
from wijkwijzer.dialogue.themes.shares import random_order, random_sample


@pytest.fixture(scope="module")
def result(development) -> ThemeResult:
    return find_themes(development.questions)


def accuracy(found: ThemeResult, truth: dict[str, str]) -> float:
    return float(np.mean([message.theme == truth[message.id] for message in found.messages]))


def test_themes_of_the_development_set(result, development):
    assert accuracy(result, development.truth) >= 0.60
    themed = [m for m in result.messages if development.truth[m.id] != REST]
    scores = []
    for question in development.questions:
        ids = {message.id for message in question.messages}
        pairs = [(development.truth[m.id], m.theme) for m in themed if m.id in ids]
        scores.append(normalized_mutual_info_score(*zip(*pairs, strict=True)))
    assert np.mean(scores) >= 0.45


def test_themes_of_a_set_it_was_not_made_on(fresh):
    found = find_themes(fresh.questions)
    assert accuracy(found, fresh.truth) >= 0.48  # five to six themes, and most messages avoid their words


def test_a_fifth_checked_is_enough_for_three_quarters(result, development):
    first = sorted(result.messages, key=lambda m: m.check_first or 0)[: len(result.messages) // 5]
    checked = {message.id: development.truth[message.id] for message in first}
    learned = find_themes(development.questions, checked)
    assert accuracy(learned, development.truth) >= 0.72
    assert all(m.theme == checked[m.id] and m.probability == 1 for m in learned.messages if m.id in checked)
    assert all((m.check_first is None) == (m.id in checked) for m in learned.messages)


def test_what_to_check_first_is_a_ranking_spread_over_the_questions(result, development):
    ranks = sorted(m.check_first for m in result.messages)
    assert ranks == list(range(1, len(ranks) + 1))
    first = {m.id for m in result.messages if m.check_first <= len(ranks) // 5}
    for question in development.questions:
        part = sum(message.id in first for message in question.messages) / len(question.messages)
        assert 0.15 <= part <= 0.25


def test_shuffled_rows_give_equal_json(development, result):
    shuffler = random.Random(3)
    messages = [message for question in development.questions for message in question.messages]
    shuffler.shuffle(messages)
    themes = [replace(q, messages=(), themes=q.themes) for q in development.questions]
    shuffler.shuffle(themes)
    again = find_themes(group_by_question(messages, themes))
    assert json.dumps(again.to_json()) == json.dumps(result.to_json())


def test_shares_are_of_people_and_lie_in_their_interval(result):
    for question in result.questions:
        assert question.provisional
        assert [row.rank for row in question.themes] == list(range(1, len(question.themes) + 1))
        assert question.themes[-1].theme_id == REST
        for row in question.themes:
            assert 0 <= row.low <= row.share <= row.high <= 1
            assert row.authors <= question.authors
        assert sum(row.messages for row in question.themes) == question.messages


def bus_and_trees(count: int = 60) -> Question:
    themes = (
        Theme("bus", "Bus en trein", "", ("bus", "halte")),
        Theme("groen", "Groen", "", ("boom", "planten")),
    )
    texts = ("De bus rijdt niet meer", "Plant meer bomen")
    messages = tuple(Message(f"m{i:03d}", f"{texts[i % 2]} {i}", f"p{i % 20}") for i in range(count))
    return Question("", "Wat moet beter?", "change", themes, messages)


def test_one_person_counts_once_per_theme():
    question = bus_and_trees()
    found = find_themes([question], {m.id: ("bus", "groen")[i % 2] for i, m in enumerate(question.messages)})
    shares = {row.theme_id: row for row in found.questions[0].themes}
    assert found.questions[0].authors == 20
    assert shares["bus"].authors == 10  # even numbers write about the bus, three times each
    assert shares["bus"].share == 0.5
    assert shares["bus"].low < 0.4 < 0.6 < shares["bus"].high  # ten of twenty: counting is unsure too


def test_a_share_stays_provisional_until_fifty_random_messages_were_checked():
    question = bus_and_trees(120)
    truth = {m.id: ("bus", "groen")[i % 2] for i, m in enumerate(question.messages)}
    order = random_order(question)
    for count, provisional in ((49, True), (50, False)):
        checked = {identity: truth[identity] for identity in order[:count]}
        assert len(random_sample(question, checked)) == count
        assert find_themes([question], checked).questions[0].provisional is provisional
    # Checked, but not at random: the start of the random order is missing.
    assert random_sample(question, {i: truth[i] for i in order[1:]}) == []


def test_a_question_without_themes_gets_proposals():
    texts = ["De bus rijdt te weinig", "Geen bus op zondag", "Ik mis de bus erg", "De bus is vaak laat"]
    texts += ["Meer bomen graag", "Bomen geven schaduw", "Plant bomen op het plein", "Stop met bomen kappen"]
    messages = tuple(Message(str(i), text, f"p{i}") for i, text in enumerate(texts))
    found = find_themes([Question("", "Wat mist u?", "", (), messages)])
    labels = " ".join(proposal.label for proposal in found.questions[0].proposals)
    assert "bus" in labels
    assert "boom" in labels
    assert {m.theme for m in found.messages} == {REST}


def test_odd_messages_do_no_harm():
    texts = ["", "   ", "?", "😀😀", "a", "1 2 3", "ق" * 50, "woord " * 4000]
    theme = Theme("x", "Groen", "Bomen en planten", ("boom",))
    messages = [Message(str(i), text, "p") for i, text in enumerate(texts)]
    found = find_themes(group_by_question(messages, [Question("", "", "", (theme, replace(theme, id="y")))]))
    assert {message.id for message in found.messages} == {"2", "3", "4", "5", "6", "7"}
    assert find_themes([]).messages == ()
