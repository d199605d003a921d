"""``make model``: trains the project's own pipeline, measures it, and puts it in ``data/models`` if it is better.

    python -m tasks.language.training --data FOLDER [--seeds 0 1 2] [--work FOLDER] [--replace | --measure]

``FOLDER`` holds ``treebanks/*.conllu`` and ``names/WiNER-fr``. Seeds are fixed: the same data gives the same weights on
the same kind of processor. About five minutes a seed and ten for names, on one core.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from spacy.cli.train import train

from tasks.language.training.assembly import assemble
from tasks.language.training.figures import (
    DEV_BANKS,
    SPOKEN_BANKS,
    Figures,
    measure_pipeline,
    read_figures,
    score,
    spread,
    write_figures,
)
from tasks.language.training.model_card import model_card
from tasks.language.training.name_figures import measure_names
from tasks.language.training.treebanks import Sentence, read_treebank
from tasks.language.versions import MODELS, OWN_PIPELINE

_HERE = Path(__file__).parent
FIGURES = MODELS / "figures.json"
CARD = MODELS / "MODEL_CARD.md"


def main() -> int:
    """Carry the command out; 0 where done, 1 where the new pipeline is no better and stays aside."""
    arguments = _arguments()
    treebanks = arguments.data / "treebanks"
    banks = {name: read_treebank(treebanks / f"{name}.conllu") for name in DEV_BANKS}
    if arguments.measure:
        sys.stdout.write(json.dumps(measure_pipeline(MODELS / OWN_PIPELINE, banks), indent=1) + "\n")
        return 0
    work = arguments.work or Path(tempfile.mkdtemp(prefix="fr_oral_sm-"))
    measured = {seed: _tagger(treebanks, work, seed, banks) for seed in arguments.seeds}
    best = max(measured, key=lambda seed: score(measured[seed]))
    names = _names(arguments.data, work)
    version = _next_version()
    made = work / OWN_PIPELINE
    shutil.rmtree(made, ignore_errors=True)
    assemble(work / f"tagger-{best}" / "model-best", names, made, version=version)
    figures: Figures = {
        "version": version,
        "seeds": list(measured),
        "shipped_seed": best,
        "shipped": measure_pipeline(made, banks),
        "spread": spread(list(measured.values())),
        "names": measure_names(
            made, arguments.data / "names" / "WiNER-fr", {name: banks[name] for name in SPOKEN_BANKS}
        ),
    }
    return _put_in_place(made, figures, banks, replace=arguments.replace)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tasks.language.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of treebanks/ and names/WiNER-fr/")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2], help="one training each; the best is kept")
    parser.add_argument("--work", type=Path, help="where trainings are kept; those that are there are not done again")
    parser.add_argument("--replace", action="store_true", help="put the new pipeline in place though it be no better")
    parser.add_argument("--measure", action="store_true", help="only measure the pipeline that is in place")
    return parser.parse_args()


def _tagger(
    treebanks: Path, work: Path, seed: int, banks: Mapping[str, Sequence[Sentence]]
) -> dict[str, dict[str, dict[str, float]]]:
    target = work / f"tagger-{seed}"
    if not (target / "model-best").is_dir():
        train(_HERE / "tagger.cfg", target, overrides={"paths.treebanks": str(treebanks), "system.seed": seed})
    return measure_pipeline(target / "model-best", banks)


def _names(data: Path, work: Path) -> Path:
    target = work / "names"
    if not (target / "model-best").is_dir():
        overrides = {"paths.winer": str(data / "names" / "WiNER-fr"), "paths.treebanks": str(data / "treebanks")}
        train(_HERE / "names.cfg", target, overrides=overrides)
    return target / "model-best"


def _next_version() -> str:
    return str(int(read_figures(FIGURES)["version"]) + 1) if FIGURES.is_file() else "1"


def _put_in_place(made: Path, figures: Figures, banks: Mapping[str, Sequence[Sentence]], *, replace: bool) -> int:
    before = score(read_figures(FIGURES)["shipped"]) if FIGURES.is_file() else 0.0
    after = score(figures["shipped"])
    sys.stdout.write(f"score {after:.3f}, in place {before:.3f} (mean of the measures of {', '.join(DEV_BANKS)})\n")
    if after <= before and not replace:
        sys.stdout.write(f"no better: left in {made}; --replace puts it in place all the same\n")
        return 1
    target = MODELS / OWN_PIPELINE
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made, target)
    write_figures(FIGURES, figures)
    CARD.write_text(model_card(figures, banks, target), encoding="utf-8")
    sys.stdout.write(f"in place: {target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
