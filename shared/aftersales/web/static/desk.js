// What moves at the language desk: one key labels, texts translate when opened, an answer is copied. All of it works without this file.
// Like console.js it listens before the page's body is there; what needs the body waits for it.
"use strict";

const typing = (event) => event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog");
// Where keys choose a cause: the queue of doubtful texts, or on a case the menu that a key of its own has opened.
const room = () => document.querySelector(".label-desk") ?? document.querySelector("details[data-opens][open]");
const opened = () => room()?.querySelector("details[data-branch][open]");

function choose(place, key) {
  const open = opened();
  const leaf = open?.querySelector(`[data-leaf="${CSS.escape(key)}"]`);
  if (leaf) return leaf.click(), true;
  const branch = place.querySelector(`details[data-branch="${CSS.escape(key)}"]`);
  const direct = place.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (branch) {
    for (const other of place.querySelectorAll("details[data-branch]")) other.open = other === branch;
    branch.querySelector("button").focus();
    return true;
  }
  if (direct) return direct.click(), true;
  return false;
}

function open(key) {
  const menu = document.querySelector(`details[data-opens="${CSS.escape(key)}"]`);
  if (menu) menu.open = true;
  menu?.querySelector("form button, form summary")?.focus();
  return menu !== null;
}

document.addEventListener("keydown", (event) => whole(() => {
  if (typing(event)) return;
  const key = event.key.toLowerCase();
  if (event.key === "Escape" && opened()) opened().open = false;
  else if (event.key.length !== 1) return;
  else if (room() ? choose(room(), key) || pressed(key) : open(key) || pressed(key)) event.preventDefault();
}));

// A button outside the tree that has a key: skip, undo.
function pressed(key) {
  const button = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => !one.closest("details[data-opens]"));
  button?.click();
  return button !== undefined;
}

// A foreign text is translated when somebody opens it; the page that comes back brings its translation along.
async function translate(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  form.setAttribute("aria-busy", "true");
  const words = await answered(form).catch(() => null);
  if (words) return form.closest(".translated").replaceWith(words);
  button.disabled = false;
  form.removeAttribute("aria-busy");
  form.querySelector("[data-failed]").textContent = form.querySelector("[data-failed]").dataset.failed;
}

async function answered(form) {
  const sent = { method: "POST", body: new URLSearchParams(new FormData(form)), signal: AbortSignal.timeout(20000) };
  const answer = await fetch(form.action, sent);
  const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  const turns = [...page.querySelectorAll(".turn")];
  return turns.find((turn) => turn.dataset.entity === form.elements.entity.value)?.querySelector(".translated");
}

whole(async () => {
  for (const form of document.querySelectorAll("form[data-translate]")) await translate(form);
});

document.addEventListener("click", async (event) => {
  const copies = event.target.closest("[data-copy]");
  if (!copies) return;
  const from = document.getElementById(copies.dataset.copy);
  from.select();
  const done = await navigator.clipboard?.writeText(from.value).then(() => true, () => false);
  copies.nextElementSibling.textContent = done ? copies.dataset.done : copies.dataset.selected;
});

// A file chosen is put where it could also be pasted. A character of the longest table takes four bytes at most. What is said of a
// file that does not serve holds the form up no longer than until something is written or another file, or none, is chosen.
document.addEventListener("change", async (event) => {
  const chooser = event.target.closest("[data-into]");
  chooser?.setCustomValidity("");
  const file = chooser?.files[0];
  if (!file) return;
  const isTooLarge = file.size > 4 * Number(chooser.dataset.most);
  const text = isTooLarge ? null : await file.text().catch(() => null);
  chooser.setCustomValidity(isTooLarge ? chooser.dataset.large : text === null ? chooser.dataset.unread : "");
  if (chooser.reportValidity()) document.getElementById(chooser.dataset.into).value = text;
});

document.addEventListener("input", (event) => {
  if (event.target.id) document.querySelector(`[data-into="${CSS.escape(event.target.id)}"]`)?.setCustomValidity("");
});
