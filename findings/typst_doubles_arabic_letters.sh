#!/usr/bin/env bash
# Typst 0.15.2 and a font that draws a letter with more than one glyph (Noto Sans Arabic puts dots in a glyph of their own):
# the page looks right, but the PDF says such letters twice, to who searches, copies or has it read aloud. With a font that
# has the letter as one glyph (Vazirmatn) the same text comes back as it was written. Ends with 1 when that changes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -q typst==0.15.2 fontpkg-noto-sans-arabic==2.12 pypdfium2==5.15.2
(cd "$place" && npm install --silent --no-fund --no-audit --ignore-scripts @expo-google-fonts/vazirmatn@0.4.1)
"$place/env/bin/python" - "$place" <<'PY'
import pathlib, sys
import fontpkg_noto_sans_arabic, pypdfium2, typst

place = pathlib.Path(sys.argv[1])
word = "قبيلة"
fonts = {
    "Noto Sans Arabic": pathlib.Path(fontpkg_noto_sans_arabic.__file__).parent / "files",
    "Vazirmatn": place / "node_modules/@expo-google-fonts/vazirmatn/400Regular",
}
read = {}
for family, folder in fonts.items():
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    source = f'#set text(font: "{family}", lang: "ar", dir: rtl)\n{word}'
    pdf = typst.compile(source.encode(), font_paths=own)
    read[family] = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split()
    print(f"typst {typst.__version__ if hasattr(typst, '__version__') else '0.15.2'}, {family}: wrote {word!r}, read {read[family]}")
letters = {family: sorted("".join(words)) for family, words in read.items()}
doubled = len(letters["Noto Sans Arabic"]) > len(word)
sys.exit(0 if doubled and letters["Vazirmatn"] == sorted(word) else 1)
PY
