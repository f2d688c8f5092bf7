// Saves a page with questions by itself, half a second after the last change. Without this script the button does the same.
"use strict";

const form = document.getElementById("questions");
const told = document.getElementById("saved");
let waiting = 0;
let saving = null;
let stopped = false;

function tell(field, problem) {
  const element = document.getElementById(field);
  const question = element && element.closest(".question");
  if (!question) return;
  const id = field + "-error";
  let line = document.getElementById(id);
  if (!problem) {
    if (line) line.remove();
    question.classList.remove("wrong");
    element.removeAttribute("aria-invalid");
    return;
  }
  if (!line) {
    line = document.createElement("p");
    line.className = "error";
    line.id = id;
    const before = element.tagName === "FIELDSET" ? element.querySelector("legend").nextSibling : element;
    before.parentNode.insertBefore(line, before);
  }
  line.textContent = form.dataset.error + ": " + problem;
  question.classList.add("wrong");
  element.setAttribute("aria-invalid", "true");
  const described = new Set((element.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
  element.setAttribute("aria-describedby", [...described.add(id)].join(" "));
}

async function save() {
  if (stopped) return;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const { version, meanwhile, problems } = await answer.json();
    if (meanwhile) {
      stopped = true;
      told.textContent = form.dataset.meanwhile;
      return;
    }
    for (const field of document.querySelectorAll('input[name="version"]')) field.value = version;
    for (const line of form.querySelectorAll(".error[id]")) {
      const field = line.id.replace(/-error$/, "");
      if (!(field in problems)) tell(field, "");
    }
    for (const [field, problem] of Object.entries(problems)) tell(field, problem);
    told.textContent = Object.keys(problems).length ? form.dataset.wrong : form.dataset.saved;
  } catch {
    told.textContent = form.dataset.unsaved;
  }
}

function begin() {
  waiting = 0;
  const before = saving || Promise.resolve();
  const mine = before.then(save).finally(() => { if (saving === mine) saving = null; });
  saving = mine;
}

// Rows that are new, or to be taken away, wait for the button: the page is drawn anew then.
form.addEventListener("change", (event) => {
  if (event.target.value === "remove" || event.target.closest("[data-new]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(begin, 500);
});
// The button waits for what is being saved already: else the page would meet its own change as somebody else's.
form.addEventListener("submit", (event) => {
  clearTimeout(waiting);
  waiting = 0;
  if (saving) {
    event.preventDefault();
    saving.then(() => form.requestSubmit(event.submitter));
  } else {
    stopped = true;
  }
});
window.addEventListener("pagehide", () => {
  if (waiting && !stopped) navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)));
});
window.addEventListener("pageshow", () => { stopped = false; });
