// While a job is under way the list is fetched anew; without script, "look again" does the same.
const EVERY = 3000;

async function refresh() {
  const list = document.querySelector("#jobs[data-busy]");
  if (!list) return;
  if (!document.hidden) {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.redirected) return;
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#jobs");
      const focused = document.activeElement?.id;
      if (fresh) list.replaceWith(document.adoptNode(fresh));
      if (focused) document.getElementById(focused)?.focus();
    }
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
