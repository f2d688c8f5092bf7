// Saves a page with questions by itself, half a second after the last change. Without this script the button does the same.
"use strict";

const form = document.getElementById("questions");
const told = document.getElementById("saved");
const bar = told.parentNode;
const words = form.dataset;
const LARGEST_FAREWELL = 60000; // bytes; browsers send no more when a page is left
const AGAIN = 5000;
const LONGEST = 35000; // the server gives up before, unless it was told otherwise
const REMOVED = 'input[value="remove"]'; // a row that is to go waits for the button: the page is drawn anew then
let changed = false; // since what was sent last
let waiting = 0;
let saving = null;
let stopped = false; // somebody else changed the file: only the button goes on
let leaving = false;
let wrong = false; // something that was sent last

function filledIn() {
  const fields = new URLSearchParams(new FormData(form));
  for (const row of form.querySelectorAll(REMOVED + ":checked")) fields.delete(row.name);
  fields.set("by_itself", "true");
  return fields;
}

// Screen readers tell only what is new: the same words once more are no news.
function say(words, unsaved) {
  bar.classList.toggle("unsaved", unsaved);
  if (told.textContent !== words) told.textContent = words;
}

function line(id, kind, text) {
  const element = document.getElementById(id);
  const question = element && element.closest(".utrecht-form-field");
  if (!question) return;
  const name = id + "-" + kind;
  const described = new Set((element.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
  let shown = document.getElementById(name);
  if (!text) {
    if (shown) shown.remove();
    described.delete(name);
  } else {
    if (!shown) {
      shown = document.createElement("p");
      shown.className = kind === "error" ? "utrecht-form-field-error-message" : "now";
      shown.id = name;
      const heading = question.querySelector("legend, label");
      heading.parentNode.insertBefore(shown, heading.nextSibling);
    }
    if (shown.textContent !== text) shown.textContent = text;
    described.add(name);
  }
  element.setAttribute("aria-describedby", [...described].join(" "));
  if (!described.size) element.removeAttribute("aria-describedby");
  if (kind !== "error") return;
  question.classList.toggle("utrecht-form-field--invalid", Boolean(text));
  if (text && element.tagName !== "FIELDSET") element.setAttribute("aria-invalid", "true");
  else element.removeAttribute("aria-invalid");
}

function lines(kind, texts) {
  for (const shown of form.querySelectorAll(`p[id$="-${kind}"]`)) {
    const field = shown.id.slice(0, -kind.length - 1);
    if (!(field in texts)) line(field, kind, "");
  }
  for (const [field, text] of Object.entries(texts)) line(field, kind, text);
}

async function save() {
  if (stopped) return;
  changed = false;
  const slow = setTimeout(() => bar.classList.add("busy"), 1000);
  try {
    const body = filledIn();
    const keepalive = body.toString().length < LARGEST_FAREWELL;
    const answer = await fetch(form.action, { method: "POST", body, redirect: "error", keepalive, signal: AbortSignal.timeout(LONGEST) });
    if (!answer.ok) throw new Error(String(answer.status));
    const { version, meanwhile, nothing, problems, private: contacts, so_far: soFar } = await answer.json();
    if (meanwhile) {
      stopped = changed = true;
      say(words.meanwhile, true);
      return;
    }
    for (const field of document.querySelectorAll('input[name="version"]')) field.value = version;
    ["so-far", "advice-so-far"].forEach((id, place) => { document.getElementById(id).textContent = soFar[place]; });
    lines("error", Object.fromEntries(Object.entries(problems).map(([field, problem]) => [field, words.error + ": " + problem])));
    lines("belong", Object.fromEntries(contacts.map((field) => [field, words.belong])));
    wrong = Object.keys(problems).length > 0;
    if (nothing) {
      changed = true;
      const elsewhere = Object.keys(problems).filter((field) => !document.getElementById(field));
      say([words.nothing, ...elsewhere.map((field) => problems[field])].join(" "), true);
      return;
    }
    say(wrong ? words.wrong : words.saved, false);
  } catch {
    changed = true;
    wrong = false;
    say(words.unsaved, true);
    later(AGAIN);
  } finally {
    clearTimeout(slow);
    bar.classList.remove("busy");
  }
}

function begin() {
  clearTimeout(waiting);
  waiting = 0;
  const mine = (saving || Promise.resolve()).then(save).finally(() => { if (saving === mine) saving = null; });
  return (saving = mine);
}

function later(milliseconds) {
  clearTimeout(waiting);
  waiting = setTimeout(begin, milliseconds);
}

form.addEventListener("input", (event) => { if (!event.target.matches(REMOVED)) changed = true; });
form.addEventListener("change", () => { if (changed) later(500); });

// Buttons and links wait for what was just filled in, and do nothing when it cannot be saved: one stays, sees so, and nothing is lost.
// When it takes long, or could not be saved before, a link goes on; the browser asks first.
let held = false;
function hold(event, goOn) {
  event.preventDefault();
  if (held) return;
  held = true;
  (changed ? begin() : saving).then(() => {
    held = false;
    if (!changed || stopped || wrong) goOn();
  });
}
document.addEventListener("submit", (event) => {
  if (saving || (changed && !stopped)) {
    hold(event, () => event.target.requestSubmit(event.submitter));
    return;
  }
  clearTimeout(waiting);
  leaving = true;
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const stays = !link || link.getAttribute("href").startsWith("#") || event.ctrlKey || event.metaKey || event.shiftKey;
  if (stays || held || bar.classList.contains("unsaved") || !(changed || saving)) return;
  hold(event, () => { if (!wrong && !stopped) location.assign(link.href); });
});
// Whoever leaves in another way is asked first, when it could get lost: the browser sends along what is small, once what was sent is there.
window.addEventListener("beforeunload", (event) => {
  const lost = bar.classList.contains("unsaved") || saving || filledIn().toString().length > LARGEST_FAREWELL;
  if (changed && lost && !leaving) event.preventDefault();
});
window.addEventListener("pagehide", () => {
  if (changed && !stopped && !leaving && !saving) {
    navigator.sendBeacon(form.action, filledIn());
    changed = false;
  }
});
window.addEventListener("pageshow", () => { leaving = false; });
document.addEventListener("visibilitychange", () => { if (document.hidden && changed && !leaving) begin(); });
