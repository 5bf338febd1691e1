"""The functions behind `wijkwijzer dialogue themes`, `report` and `redact`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

__all__ = ["add_themes"]


def add_themes(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `themes`."""
    parser = verbs.add_parser("themes", help="berichten bij thema's indelen en tellen wie wat noemt")
    parser.add_argument("messages", type=Path, help="messages.csv (id, topic, question, kind, author, text)")
    parser.add_argument("--themes", type=Path, required=True, help="themes.csv (theme_id, theme_label …)")
    parser.add_argument("--checked", type=Path, help="checked.csv (id, theme): wat mensen al nakeken")
    parser.add_argument("--json", action="store_true", help="JSON in plaats van een tabel")
    parser.set_defaults(run=run_themes)


def run_themes(args: argparse.Namespace) -> None:
    """Print the themes of messages as a table or JSON."""
    from wijkwijzer.dialogue.messages import group_by_question, read_checked, read_messages, read_themes
    from wijkwijzer.dialogue.themes import find_themes

    questions = group_by_question(read_messages(args.messages), read_themes(args.themes))
    checked = read_checked(args.checked, questions) if args.checked else {}
    result = find_themes(questions, checked)
    if args.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
        return
    for question in result.questions:
        status = "voorlopig" if question.provisional else f"{question.checked_random} nagekeken"
        print(f"\n{question.question}\n{question.authors} mensen, {question.messages} berichten ({status})")
        for row in question.themes:
            interval = f"{row.low:.0%} tot {row.high:.0%}"
            print(f"  {row.rank:>2}. {row.label:<40} {row.authors:>4} {row.share:>5.0%}  ({interval})")
        for proposal in question.proposals:
            print(f"   +  voorstel: {proposal.label} ({len(proposal.messages)} berichten)")
