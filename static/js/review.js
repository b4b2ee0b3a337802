// The review by keyboard: it moves between findings and presses the buttons that are on the page. Every act is a form
// of the page, so nothing can be done by key that cannot be done without a script.
import { choose, closeChoices } from "./review/choices.js";
import { tell, words } from "./review/said.js";
import { ofSelection } from "./review/selection.js";

const keys = document.getElementById("keys");
const desk = () => document.getElementById("desk");
const cards = () => [...document.querySelectorAll("#findings .find-card")];
const at = () => document.querySelector("#findings .find-card.at");
let waiting = []; // keys pressed while an answer is awaited
let busy = false;
let kept = null; // where things were before an answer took the desk's place

const inField = (node) => node instanceof Element &&
  (node.closest("textarea, select, dialog, [contenteditable]") !== null || node.matches("input:not([type=checkbox], [type=radio])"));

function marks(card) {
  const inside = (mark) => card !== null && card.id !== "" && mark.dataset.in.split(" ").includes(card.id);
  return [...document.querySelectorAll(".doc .hl")].filter(inside);
}

function show(card, { focus = true } = {}) {
  for (const one of document.querySelectorAll(".find-card.at, .hl.at")) one.classList.remove("at");
  if (!card) return;
  card.classList.add("at");
  const place = marks(card);
  place.forEach((mark) => mark.classList.add("at"));
  if (focus) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    toPlace(place[0]);
  }
}

function toPlace(mark) {
  const pane = document.querySelector(".pane");
  if (!mark || !pane || pane.scrollHeight <= pane.clientHeight) return;
  const [box, frame] = [mark.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) pane.scrollTop += box.top - frame.top - frame.height / 3;
}

const isOpen = (card) => card.dataset.decided !== "1" && !card.classList.contains("editing");

function move(step) {
  const all = cards();
  if (all.length === 0) return;
  const here = all.indexOf(at());
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  show(all[next]);
}

// After a decision: the next one that is open, from here on, then from the top; none: the button that goes on.
function goOn() {
  const all = cards();
  const here = all.findIndex((card) => card.dataset.record === kept.record);
  const order = [...all.slice(here + 1), ...all.slice(0, here + 1)];
  const next = order.find(isOpen);
  if (next) { show(next); return next; }
  show(all[here] ?? null, { focus: false });
  document.getElementById("next")?.focus();
  return null;
}

function press(key) {
  if (key === "j" || key === "ArrowDown") return move(1);
  if (key === "k" || key === "ArrowUp") return move(-1);
  if (key === "?") return keys.showModal();
  const card = at();
  const why = card?.querySelector(".why[open]");
  let button = null;
  if (key === "Escape") {
    if (why) { why.open = false; card.focus(); return; }
    button = document.querySelector('.editing [data-key="Escape"]');
  } else if ("12345".includes(key)) {
    button = why?.querySelector(`[data-key="${key}"]`);
  } else if ("sbgw".includes(key)) {
    return ofSelection({ s: "statement", b: "claim", g: "agreement", w: "words" }[key]);
  } else if (key === "r") {
    const box = card?.querySelector(".why");
    if (!box) return tell(card ? words.nothing : words.chooseFirst);
    box.open = true;
    box.querySelector(".reasons button").focus();
    return tell(words.why);
  } else {
    if (key === "a" && card && isOpen(card) && !card.querySelector('[data-key="a"]')) key = "e"; // asks for more
    button = card?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`#bar [data-key="${key}"]`);
  }
  if (button) button.click();
  else if ("aeuAn".includes(key)) tell(card || "uAn".includes(key) ? words.nothing : words.chooseFirst);
}

function handle(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (keys.open || event.target.closest?.("dialog")) return;
  if (inField(event.target)) {
    if (event.key === "Escape" && !closeChoices()) { event.preventDefault(); (event.target.closest(".find-card") ?? document.body).focus(); }
    return;
  }
  if (!/^([jkaeruAnsbgw?1-5]|Escape|ArrowDown|ArrowUp)$/.test(event.key)) return;
  if (event.key.startsWith("Arrow") && event.target.closest(".pane")) return; // scrolls the text
  if (event.repeat && !"jk".includes(event.key)) return;
  if (event.key !== "Escape" || document.querySelector(".editing, .why[open]")) event.preventDefault();
  if (busy) waiting.push(event.key);
  else press(event.key);
}

// --- pointer and focus

document.addEventListener("click", (event) => {
  const target = event.target;
  const choice = target.closest(".choice");
  if (choice) return choose(choice);
  if (!target.closest(".pick")) closeChoices();
  const offer = target.closest("label.offer")?.querySelector("[data-name]");
  if (offer) { const field = offer.form.elements[`${offer.name}_q`]; if (field) field.value = offer.dataset.name; }
  const make = target.closest("#of-selection [data-new]");
  if (make) return ofSelection(make.dataset.new);
  if (target.closest('#bar [data-key="?"]')) return keys.showModal();
  const mark = target.closest(".doc .hl");
  if (mark) {
    event.preventDefault();
    if (document.getSelection().isCollapsed) show(document.querySelector(mark.getAttribute("href")));
    return;
  }
  const number = target.closest(".find-card .no");
  const card = target.closest(".find-card");
  if (card && !card.classList.contains("at") && !target.closest("a, button, input, summary, label")) show(card);
  if (number) { event.preventDefault(); show(card); }
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(".find-card");
  if (card && card !== at()) show(card, { focus: false });
});

for (const [name, on] of [["mouseover", true], ["mouseout", false]]) {
  document.addEventListener(name, (event) => {
    const card = event.target.closest?.(".find-card");
    const mark = event.target.closest?.(".doc .hl");
    if (card) marks(card).forEach((one) => one.classList.toggle("near", on));
    if (mark) mark.dataset.in.trim().split(" ").forEach((id) => document.getElementById(id)?.classList.toggle("near", on));
  });
}

// --- answers

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id !== "desk" && !event.detail.elt.closest("#bar")) return;
  busy = true;
  document.getElementById("of-selection")?.removeAttribute("style"); // htmx would copy it, which the policy forbids
  kept = { record: at()?.dataset.record ?? "", pane: document.querySelector(".pane")?.scrollTop ?? 0, decides: event.detail.requestConfig.verb === "post" };
  const undone = document.activeElement?.closest?.("#undo") || event.detail.elt.querySelector?.("#undo");
  if (undone) { kept.record = undone.dataset.records.split(" ")[0]; kept.undoes = true; }
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "desk" && event.detail.elt.id !== "desk") return;
  settle();
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    busy = false;
    waiting = [];
    tell(words.failed);
  });
}

function open(editing) {
  show(editing);
  const wrong = editing.querySelector('[aria-invalid="true"], .bad input:not([type=hidden])');
  const field = wrong ?? editing.querySelector("input:not([type=hidden]), select, textarea");
  field?.focus();
  field?.select?.(); // what is typed takes its place
}

function settle() {
  const now = desk();
  now.classList.add("keyed");
  const pane = document.querySelector(".pane");
  if (pane && kept) pane.scrollTop = kept.pane;
  const editing = document.querySelector(".editing");
  const failed = now.dataset.error === "1";
  let told = now.dataset.said;
  if (editing) {
    open(editing);
    if (!failed) told = words.formOpen;
  } else if (kept) {
    const same = cards().find((card) => card.dataset.record === kept.record);
    if (failed || kept.undoes || !kept.decides) show(same ?? null);
    else {
      const next = goOn();
      told += `. ${next ? next.getAttribute("aria-label") : words.allDecided}`;
    }
  }
  if (failed && !editing) (document.querySelector("#desk input:not([type=hidden]), #desk .btn") ?? now).focus();
  if (told) tell(told);
  busy = false;
  if (failed) waiting = [];
  while (waiting.length > 0 && !busy) press(waiting.shift());
}

document.addEventListener("keydown", handle);
desk()?.classList.add("keyed");
const named = location.hash ? document.querySelector(location.hash) : null;
const editing = document.querySelector(".editing");
if (editing) open(editing);
else show(named?.classList.contains("find-card") ? named : cards().find(isOpen) ?? null, { focus: Boolean(named) });
