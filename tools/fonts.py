"""Makes the fonts of pdf files: `uv run --no-project --with fonttools python tools/fonts.py [FOLDER]`.

From the Noto Sans of Debian's package fonts-noto-core (SIL Open Font License 1.1, no reserved name) it keeps
the letters of Vietnamese and its neighbours and their punctuation; signs of comparison and arrows, which it
lacks, come from Noto Sans Math of the same package. From the Tinos of Debian's package fonts-croscore (the
same licence) it keeps the same letters: they are as wide as those of Times New Roman, in which Decree
30/2020/NĐ-CP has official documents written.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "src" / "hatang" / "base" / "fonts"
DEBIAN = Path("/usr/share/fonts/truetype")
NAMES = ("NotoSans-Regular", "NotoSans-Bold")
OFFICIAL = ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic")
# Latin with all additions, marks, punctuation, signs of money.
LETTERS = "U+20-7E,U+A0-24F,U+300-36F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-214F"
SIGNS = "U+2190-2193,U+2208,U+2211,U+2212,U+221A,U+221E,U+2248,U+2260,U+2264,U+2265"
BOXES = "U+25A0,U+25A1"
NEEDED = "aăâđêôơưẠạẢảẤấỆệỘộỮữỲỳỹ0–—“”‘’…·≥≤≠≈→×°²³%€•№"


def main() -> int:
    """Write a smaller file of each font, and say what it lacks."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DEBIAN
    TARGET.mkdir(exist_ok=True)
    for name in NAMES:
        path = TARGET / f"{name}.ttf"
        with TemporaryDirectory() as folder:
            letters, signs = Path(folder, "letters.ttf"), Path(folder, "signs.ttf")
            reduce(source / f"noto/{name}.ttf", letters, LETTERS)
            reduce(source / "noto/NotoSansMath-Regular.ttf", signs, SIGNS)
            merged = Merger().merge([str(letters), str(signs)])
            merged.recalcTimestamp = False
            merged.save(path)
        say(path)
    for name in OFFICIAL:
        path = TARGET / f"{name}.ttf"
        reduce(source / f"croscore/{name}.ttf", path, f"{LETTERS},{SIGNS},{BOXES}")
        say(path)
    return 0


def say(path: Path) -> None:
    """Print how large a font became, and which letters it lacks."""
    known = TTFont(path).getBestCmap()
    missing = [letter for letter in NEEDED if ord(letter) not in known]
    print(f"{path.name}: {len(known)} characters, {path.stat().st_size // 1024} kB, without: {missing}")


def reduce(source: Path, target: Path, kept: str) -> None:
    """Keep some characters of a font, without features: the pdf writer uses no ligatures and no kerning."""
    options = [
        "--layout-features=",
        "--no-hinting",
        "--drop-tables+=GSUB,GPOS,GDEF,MATH,STAT",
        "--name-IDs=0,1,2,3,4,5,6,13,14",
    ]
    subset.main([str(source), f"--unicodes={kept}", f"--output-file={target}", *options])


if __name__ == "__main__":
    sys.exit(main())
