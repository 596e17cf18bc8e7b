// The reader: `j`/`k` move from line to line, `c` opens the form for the chosen line or the selected words, and
// a selection of words becomes offsets in the text. Without script the line numbers and the form do the same.
const lines = [...document.querySelectorAll(".turn[data-line]")];
const chosen = () => lines.findIndex((line) => line.classList.contains("on"));
const open = (line) => line?.querySelector(".ln")?.click();
const form = document.querySelector(".card.new");

// A key is known by where it lies, so that it works with any letters on it.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const typing = event.target.matches("input, textarea, select");
  if (event.defaultPrevented || typing || document.querySelector("dialog[open]")) return;
  if (event.code === "KeyJ") open(lines[Math.min(lines.length - 1, chosen() + 1)]);
  if (event.code === "KeyK") open(lines[Math.max(0, chosen() - 1)]);
  if (event.code === "KeyC" && form && !form.hidden) form.requestSubmit(form.querySelector("button"));
});

// The browser counts in UTF-16; the text is counted in code points, where a rare letter is one and not two.
const points = (text) => [...text].length;
const overlap = (range, piece) => {
  const node = piece.firstChild;
  let from = range.comparePoint(node, 0) < 0 ? node.length : 0;
  let to = range.comparePoint(node, node.length) > 0 ? 0 : node.length;
  if (range.startContainer === node) from = range.startOffset;
  if (range.endContainer === node) to = range.endOffset;
  return from < to ? { from, to } : null;
};

// An entry stands in one line: of a selection over several, the first is taken. White space at the ends is left out.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!form || !selection || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const held = [...document.querySelectorAll(".turn [data-at]")]
    .map((piece) => ({ piece, span: piece.firstChild && overlap(range, piece) }))
    .filter(({ span }) => span);
  const line = held.find(({ piece }) => piece.dataset.s)?.piece.closest(".turn").dataset.line;
  if (!line) return;
  const own = held.filter(({ piece }) => piece.closest(".turn").dataset.line === line);
  const words = own.map(({ piece, span }) => piece.firstChild.data.slice(span.from, span.to)).join("");
  const quote = words.trim();
  if (!quote) return;
  const margin = words.slice(0, words.length - words.trimStart().length);
  const before = own[0].piece.firstChild.data.slice(0, own[0].span.from) + margin;
  const start = Number(own[0].piece.dataset.at) + points(before);
  for (const [name, value] of Object.entries({ line, start, end: start + points(quote), quote })) {
    form.elements[name].disabled = false;
    form.elements[name].value = value;
  }
  const numbers = own.filter(({ piece }) => piece.dataset.s).map(({ piece }) => Number(piece.dataset.s));
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  form.querySelector("output").textContent = `L${line}.${first}${last > first ? `-${last}` : ""}`;
  form.hidden = false;
});
