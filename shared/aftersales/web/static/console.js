// What moves: keys for the list, filters that apply themselves, menus that close. Every page reads and works without this file.
// It runs before the page's body is there, so that nothing can be pressed or chosen that it would miss: it only listens.
"use strict";

document.documentElement.classList.add("scripted");

const lines = () => [...document.querySelectorAll("[data-list] [data-open]")];

function step(by) {
  const all = lines();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  all[to].focus();
  all[to].closest("li").scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  t: () => {
    const tables = [...document.querySelectorAll("details.data")];
    const open = !tables.some((table) => table.open);
    for (const table of tables) table.open = open;
  },
  u: () => document.querySelector("[data-back]")?.click(),
  "/": () => document.querySelector("[data-find]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

// What is pressed while the end of the page is still on its way acts when it is there.
const whole = (act) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", act, { once: true }) : act());

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
  // A closed dialog may hold the focus until the next frame: keys act again at once.
  const elsewhere = event.target.closest("input, textarea, select, dialog[open]");
  if (event.ctrlKey || event.metaKey || event.altKey || elsewhere) return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    whole(act);
  }
});

function closeMenus(except) {
  for (const open of document.querySelectorAll("details.menu[open], details.drop[open]")) {
    if (open !== except) open.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu, details.drop")));

// A form sent twice would act once (its key is remembered), but the second click should not even look possible. What only
// downloads leaves the page as it is, and one goes back to a page as it was left: both give the buttons back.
document.addEventListener("submit", (event) => {
  const buttons = [...event.target.querySelectorAll("button:enabled")];
  setTimeout(() => { for (const button of buttons) button.disabled = true; });
  const again = () => { for (const button of buttons) button.disabled = false; };
  setTimeout(again, 4000);
  addEventListener("pageshow", again, { once: true });
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-autosubmit]");
  // A first day without a last one asks nothing yet.
  const together = event.target.closest("[data-together]");
  if (together && [...together.querySelectorAll("input")].some((one) => !one.value)) return;
  // What follows in the form may still be on its way: sent now, it would leave those filters out.
  if (form) whole(() => form.requestSubmit());
});

// Empty filters do not belong into the address.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("[data-autosubmit]")) return;
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
