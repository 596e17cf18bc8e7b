// Words that are typed and not yet saved stay on the page, and nowhere else: a shared computer would keep them.
// Before a form is sent, the casebook is asked whether it answers and whether the sign-in still stands.
const told = document.querySelector("#told");
// Whoever signs in has not signed in yet, and a password is no word to be kept.
const signingIn = location.pathname.startsWith("/accounts/");
const forms = signingIn ? [] : [...document.querySelectorAll("main form[method=post]")];
const unsaved = new Set(forms.filter((form) => form.dataset.words));
let leaving = false;

const say = (what) => {
  told.textContent = told.dataset[what];
  told.hidden = false;
  told.scrollIntoView({ block: "nearest" });
};

// Answers "fine", "silent" or "out"; of a sign-in that is new, the form gets the new token.
const asked = async (form) => {
  try {
    const answer = await fetch(told.dataset.ask, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (!answer.ok) return "silent";
    if (answer.redirected) return "out";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (token && form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = token;
    return "fine";
  } catch {
    return "silent";
  }
};

for (const form of forms) {
  let asking = false;
  form.addEventListener("input", () => unsaved.add(form));
  form.addEventListener("submit", async (event) => {
    if (form.dataset.asked || !unsaved.has(form)) {
      leaving = true;
      return;
    }
    event.preventDefault();
    if (asking) return;
    asking = true;
    const answer = navigator.onLine ? await asked(form) : "silent";
    asking = false;
    if (answer !== "fine") {
      say(answer);
      return;
    }
    form.dataset.asked = "yes";
    form.requestSubmit(event.submitter);
  });
}

addEventListener("beforeunload", (event) => {
  if (!leaving && unsaved.size) event.preventDefault();
});

// A page that comes back from the browser's memory can be sent anew.
addEventListener("pageshow", () => {
  leaving = false;
  forms.forEach((form) => delete form.dataset.asked);
});

// What was found in the words stands there chosen: whoever types goes over it.
const first = document.querySelector("main input[autofocus]");
if (first?.value) first.select();
