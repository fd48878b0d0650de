// Comfort only: everything here also works without it.
// Focus on the error summary, characters left, saving while one writes, questions as dialogs.

const say = (id, text) => {
  const place = document.getElementById(id);
  if (place) place.textContent = text;
};

const number = new Intl.NumberFormat("sv-SE");

function focusErrors(root) {
  const summary = root.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  if (!document.title.startsWith("Fel: ")) document.title = `Fel: ${document.title}`;
}

function countCharacters(root) {
  for (const line of root.querySelectorAll("[data-count-for]")) {
    const field = document.getElementById(line.dataset.countFor);
    if (!field || line.dataset.ready) continue;
    line.dataset.ready = "1";
    const most = Number(line.dataset.countMax);
    const show = () => {
      const left = most - field.value.length;
      line.toggleAttribute("data-over", left < 0);
      line.textContent =
        left < 0 ? `${number.format(-left)} tecken för mycket` : `${number.format(left)} tecken kvar`;
    };
    field.addEventListener("input", show);
    show();
  }
}

// <form data-autosave="/address/">: posts the fields two seconds after the last key. The answer
// is JSON: {"saved": "14.02", "version": 3}, or {"message": "…"} with a 4xx status.
function autosave(form) {
  const mark = form.querySelector("[data-saved]");
  let timer = 0;
  let unsaved = false;
  let running = false;
  let waiting = null;

  const tell = (text, failed) => {
    if (!mark) return;
    mark.textContent = text;
    mark.toggleAttribute("data-failed", failed);
    mark.toggleAttribute("data-fresh", !failed);
    if (!failed) setTimeout(() => mark.removeAttribute("data-fresh"), 2500);
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    if (running) return later(1000);
    running = true;
    unsaved = false;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json", "X-Autosave": "1" },
        signal: AbortSignal.timeout?.(20000),
      });
      const said = await answer.json();
      if (answer.ok) {
        const version = form.querySelector("input[name=version]");
        if (version && said.version !== undefined) version.value = said.version;
        tell(`Sparat kl. ${said.saved}`, false);
      } else {
        unsaved = true;
        tell(said.message || "Det gick inte att spara.", true);
      }
    } catch {
      unsaved = true;
      tell("Ingen kontakt. Det du skrev finns kvar här, och vi försöker igen.", true);
      later(10000);
    } finally {
      running = false;
      if (waiting) form.requestSubmit(waiting.submitter);
      waiting = null;
    }
  }

  form.addEventListener("input", () => {
    unsaved = true;
    later(2000);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    unsaved = false;
    if (!running) return;
    // The save under way raises the version, and what is sent must say the new one.
    event.preventDefault();
    event.stopPropagation();
    waiting = event;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}

// <a data-dialog href="/…/bekrafta/">: shows the confirmation page's [data-confirm] in a dialog.
async function ask(link) {
  try {
    const answer = await fetch(link.href, { headers: { "X-Dialog": "1" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const question = answer.ok && page.querySelector("[data-confirm]");
    if (!question) throw new Error("no question");
    const dialog = document.createElement("dialog");
    const heading = question.querySelector("h1, h2");
    heading.id = "dialog-rubrik";
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.append(document.adoptNode(question));
    const form = dialog.querySelector("form");
    if (form && !form.getAttribute("action")) form.action = link.href;
    dialog.addEventListener("click", (event) => {
      if (!event.target.closest("[data-cancel]")) return;
      event.preventDefault();
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("textarea, [data-cancel]")?.focus();
  } catch {
    window.location.assign(link.href);
  }
}

// A second press on the same button is no second wish.
function once(form) {
  if (form.dataset.sent) return false;
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
  return true;
}

function start(root) {
  focusErrors(root);
  countCharacters(root);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (!link || !plain) return;
  event.preventDefault();
  ask(link);
});
document.addEventListener("submit", (event) => {
  if (event.target.method === "post" && !once(event.target)) event.preventDefault();
});
document.addEventListener("htmx:afterSwap", (event) => start(event.target));
document.addEventListener("htmx:sendError", () => {
  say("live-alert", "Ingen kontakt med servern. Försök igen om en stund.");
});

start(document);
document.querySelectorAll("form[data-autosave]").forEach(autosave);
