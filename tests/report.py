"""`make report`: precision and recall over the conformance cases, against what a person expected, as a table."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from api.annotating.index import Index
from tests.conformance import annotated, case_folders, case_list, evidence_of, expected

Json = dict[str, Any]
# links and mentions are listed in a case only where it is about them, so nothing can be counted as wrong
COUNTED = ("publisher", "republished", "sponsored")


@dataclass
class Score:
    """What was found of what was expected."""

    cases: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def row(self, name: str) -> str:
        said, there = self.right + self.wrong, self.right + self.missed
        precision = f"{self.right / said:.3f}" if said else "-"
        recall = f"{self.right / there:.3f}" if there else "-"
        return f"| {name} | {self.cases} | {self.right} | {self.wrong} | {self.missed} | {precision} | {recall} |"


def score() -> tuple[dict[tuple[str, str, str], Score], Counter[str]]:
    """By language, relation and confidence; and by language the cases in which nothing is republished or sponsored."""
    index = Index(case_list())
    scores: dict[tuple[str, str, str], Score] = {}
    negative: Counter[str] = Counter()
    for case in case_folders():
        language = (evidence_of(case)["language"] or "none").split("-")[0].lower()
        wanted = {_key(one) for one in expected(case)["expect"] if one["relation"] in COUNTED}
        found = {_key(one) for one in annotated(case, index)["annotations"] if one["relation"] in COUNTED}
        negative[language] += all(relation == "publisher" for relation, _, _ in wanted)
        for group in {(relation, confidence) for relation, _, confidence in wanted | found}:
            mine = scores.setdefault((language, *group), Score())
            mine.cases += 1
            mine.right += _count(wanted & found, group)
            mine.wrong += _count(found - wanted, group)
            mine.missed += _count(wanted - found, group)
    return scores, negative


def _key(one: Json) -> tuple[str, str, str]:
    return one["relation"], one["outlet"], one["confidence"]


def _count(keys: set[tuple[str, str, str]], group: tuple[str, str]) -> int:
    return sum((relation, confidence) == group for relation, _, confidence in keys)


def main() -> None:
    scores, negative = score()
    print(f"{len(case_folders())} cases, {len(negative)} languages\n")
    print("| language, relation, confidence | cases | right | wrong | missed | precision | recall |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    total = Score(cases=len(case_folders()))
    for key, each in sorted(scores.items()):
        print(each.row(", ".join(key)))
        total.right, total.wrong, total.missed = total.right + each.right, total.wrong + each.wrong, total.missed + each.missed
    print(total.row("all"))
    print("\nNothing is republished in: " + ", ".join(f"{language} {count}" for language, count in sorted(negative.items())))


if __name__ == "__main__":
    main()
