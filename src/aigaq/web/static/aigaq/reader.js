// The reader: `j`/`k` move from line to line, `c` opens the form for the chosen line or the selected words, and
// a selection of words becomes the sentences that hold it. Without script the line numbers and the form do the same.
const lines = [...document.querySelectorAll(".turn[data-line]")];
const chosen = () => lines.findIndex((line) => line.classList.contains("on"));
const open = (line) => line?.querySelector(".ln")?.click();
const form = document.querySelector(".card.new");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  if (event.key === "j") open(lines[Math.min(lines.length - 1, chosen() + 1)]);
  if (event.key === "k") open(lines[Math.max(0, chosen() - 1)]);
  if (event.key === "c" && form && !form.hidden) form.requestSubmit();
});

// Whether some letter of a piece is selected; a selection that only touches its edge holds none.
const holds = (range, piece) => {
  const words = document.createRange();
  words.selectNodeContents(piece.firstChild);
  return range.compareBoundaryPoints(Range.END_TO_START, words) < 0 && range.compareBoundaryPoints(Range.START_TO_END, words) > 0;
};

// An entry stands in one line: of a selection over several, the first is taken.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!form || !selection || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const pieces = [...document.querySelectorAll(".turn [data-s]")].filter((piece) => holds(range, piece));
  const line = pieces[0]?.closest(".turn").dataset.line;
  if (!line) return;
  const numbers = pieces.filter((piece) => piece.closest(".turn").dataset.line === line).map((piece) => Number(piece.dataset.s));
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  for (const [name, value] of Object.entries({ line, first, last })) {
    form.elements[name].disabled = false;
    form.elements[name].value = value;
  }
  form.querySelector("output").textContent = `L${line}.${first}${last > first ? `-${last}` : ""}`;
  form.hidden = false;
});
