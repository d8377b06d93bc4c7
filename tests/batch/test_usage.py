"""One command for one page and for many: what is said when the two are mixed."""

import pytest
from click.testing import CliRunner

from api.cli import main

PAGE = ["annotate", "setup.cfg", "--url", "https://a.example/"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["annotate"], "give FILE and its --url, or --input with --output"),
        (["annotate", "--url", "https://a.example/"], "give FILE and its --url"),
        (["annotate", "setup.cfg"], "give FILE and its --url"),
        (["annotate", "--input", "in"], "many pages need both --input and --output"),
        (["annotate", "--output", "out"], "many pages need both --input and --output"),
        (["annotate", "--workers", "2"], "many pages need both --input and --output"),
        (["annotate", "--input", "in", "--output", "out", "--workers", "0"], "0 is not in the range"),
        ([*PAGE, "--input", "in", "--output", "out"], "give either FILE with --url, or --input with --output"),
        ([*PAGE, "--workers", "2"], "give either FILE with --url, or --input with --output"),
        (["annotate", "--input", "in", "--output", "out", "--json"], "give either FILE with --url"),
    ],
)
def test_options_that_do_not_go_together_are_told(arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout, words in result.stderr) == (2, "", True), result.stderr
