// Keys that work on every page: `/` searches, `g` then a letter goes, `?` shows them all, `Esc` leaves.
// A key is known by where it lies, so that it works with Russian and Kazakh letters on it too.
const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
const help = document.querySelector("dialog#keys");
const GOING_MS = 1500;
let going = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !help?.open) document.activeElement?.blur();
  if (typing(event.target) || help?.open) return;
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) {
    event.preventDefault();
    help?.showModal();
  } else if (going) {
    going = false;
    const link = document.querySelector(`[data-go="${event.code.replace("Key", "").toLowerCase()}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
  } else if (event.key === "/" || event.code === "Slash") {
    const box = document.querySelector("#q");
    if (box) {
      event.preventDefault();
      box.focus();
    }
  } else if (event.code === "KeyG") {
    going = true;
    setTimeout(() => {
      going = false;
    }, GOING_MS);
  }
});

document.querySelector("a.keys")?.addEventListener("click", (event) => {
  if (!help) return;
  event.preventDefault();
  help.showModal();
});
