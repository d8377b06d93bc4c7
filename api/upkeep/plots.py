"""The coverage as pictures, by matplotlib: an extra (`pip install masthead[plots]`) that only whoever renews the page needs."""

import io
from collections.abc import Callable
from typing import Any

from api.errors import ServiceUnavailable
from api.upkeep.coverage import FACETS, RESEARCH, Coverage

# one hue, light to dark, told apart in grey and by people who see few colours; never red and green
_SHADES = {"found": "#1f4e79", "none-found": "#5b8db8", "withheld": "#9dbcd8", "not-researched": "#e3e8ee"}
_COUNTRIES = 40


def plots(counted: Coverage) -> dict[str, bytes]:
    """File name → SVG, the same bytes for the same coverage. Raises ServiceUnavailable where matplotlib is not installed."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ServiceUnavailable("the plots need matplotlib", mend="pip install 'masthead[plots]', or leave out --page") from error
    matplotlib.rcParams.update({"svg.hashsalt": "masthead", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10})
    drawn: dict[str, tuple[Callable[[Coverage, Any], None], tuple[float, float]]] = {
        "coverage-research.svg": (_research, (8, 2.2)),
        "coverage-checked.svg": (_checked, (8, 4)),
        "coverage-countries.svg": (_most, (8, 8)),
    }
    return {name: _svg(counted, draw, Figure(figsize=size, layout="constrained")) for name, (draw, size) in drawn.items()}


def _svg(counted: Coverage, draw: Callable[[Coverage, Any], None], figure: Any) -> bytes:
    axes = figure.subplots()
    draw(counted, axes)
    axes.spines[["top", "right"]].set_visible(False)
    target = io.BytesIO()
    figure.savefig(target, format="svg", metadata={"Date": None})
    return target.getvalue()


def _research(counted: Coverage, axes: Any) -> None:
    left = [0] * len(FACETS)
    for state in RESEARCH:
        widths = [counted.research[facet][state] for facet in FACETS]
        axes.barh(FACETS, widths, left=left, color=_SHADES[state], label=state.replace("-", " "))
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set_xlabel("outlets")
    axes.legend(ncols=len(RESEARCH), loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False)


def _checked(counted: Coverage, axes: Any) -> None:
    kinds = sorted(counted.claims, key=lambda kind: -counted.claims[kind][0])
    names = [kind.replace("_", " ") for kind in kinds]
    axes.barh(names, [counted.claims[kind][0] for kind in kinds], color=_SHADES["not-researched"], label="claims")
    axes.barh(names, [counted.claims[kind][1] for kind in kinds], color=_SHADES["found"], label="compared with their source")
    axes.invert_yaxis()
    axes.legend(frameon=False, loc="lower right")


def _most(counted: Coverage, axes: Any) -> None:
    most = sorted(counted.countries, key=lambda each: (-each.outlets, each.name))[:_COUNTRIES]
    axes.barh([each.name for each in most], [each.outlets for each in most], color=_SHADES["not-researched"], label="outlets")
    known = [each.answered["ownership"] for each in most]
    axes.barh([each.name for each in most], known, color=_SHADES["found"], label="of these with a known owner, or none by law")
    axes.invert_yaxis()
    axes.margins(y=0.01)
    axes.legend(frameon=False, loc="lower right")
