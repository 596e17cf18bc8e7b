// What does not fit: elements wider than the page, text that is cut off, text that lies on other text.
() => {
  const wide = document.documentElement.clientWidth;
  const unseen = (e) =>
    e.closest(".hidden, .skip, option, datalist, script, style, [hidden], details:not([open]) > :not(summary)");
  const named = (e) => `${e.tagName.toLowerCase()}.${e.className} “${(e.textContent || "").trim().slice(0, 40)}”`;
  const shown = [...document.body.querySelectorAll("*")].filter((e) => !unseen(e) && e.getClientRects().length);
  const found = [];

  if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  for (const e of shown) {
    const box = e.getBoundingClientRect();
    if (box.left < -1 || box.right > wide + 1) found.push(`out of the page: ${named(e)}`);
    const cut = e.scrollWidth > e.clientWidth + 1 && !e.matches("input, textarea, select");
    if (cut && getComputedStyle(e).overflowX !== "visible") found.push(`cut off: ${named(e)}`);
  }

  const words = [];
  for (const e of shown) {
    for (const node of e.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 1) words.push({ box, e });
    }
    if (e.matches("input:not([type=hidden]), select, textarea")) words.push({ box: e.getBoundingClientRect(), e });
  }
  words.sort((a, b) => a.box.top - b.box.top);
  // A card that stays in view lies over the text on purpose, and scrolls away from it.
  const floats = (e) => e.closest(".cards");
  words.forEach((one, i) => {
    for (let j = i + 1; j < words.length && words[j].box.top < one.box.bottom; j += 1) {
      const other = words[j];
      if (one.e.contains(other.e) || other.e.contains(one.e) || floats(one.e) !== floats(other.e)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Line boxes of small print reach a little into their neighbours; letters do not.
      if (across > 2 && down > 5) found.push(`over each other: ${named(one.e)} and ${named(other.e)}`);
    }
  });
  return found;
}
