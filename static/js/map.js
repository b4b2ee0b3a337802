// The map moves with its year: the slider asks while it is drawn, Play goes on by itself, and the map comes closer.
const STEP = 900; // milliseconds a year while it plays
const CLOSEST = 8;
let playing = 0;
const live = document.body.appendChild(Object.assign(document.createElement("div"), { className: "vh" }));
live.setAttribute("role", "status");

const slider = () => document.getElementById("f-on");

function show(year) {
  const field = slider();
  field.value = year;
  document.getElementById("year-now").textContent = year;
  field.form.requestSubmit();
}

function stop() {
  clearTimeout(playing);
  playing = 0;
  const button = document.getElementById("play");
  if (button) button.textContent = button.dataset.play;
}

function go() {
  const field = slider();
  const next = Number(field.value) + 1;
  if (next > Number(field.max)) return stop();
  show(next); // the next step follows once this one is drawn
}

function begin(button) {
  if (slider().value === slider().max) slider().value = slider().min;
  playing = 1;
  button.textContent = button.dataset.pause;
  go();
}

document.addEventListener("input", (event) => {
  if (event.target.id === "f-on") document.getElementById("year-now").textContent = event.target.value;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("#play");
  if (button) return playing ? stop() : begin(button);
  const zoom = event.target.closest("[data-zoom]");
  if (zoom) closer(Number(zoom.dataset.zoom));
});

// --- closer and farther: the drawing's own viewBox

let whole = null;
let box = null;

const drawing = () => document.querySelector("#sheet svg.map");

function set([x, y, w, h]) {
  const least = whole[2] / CLOSEST;
  w = Math.min(Math.max(w, least), whole[2]);
  h = (w * whole[3]) / whole[2];
  x = Math.min(Math.max(x, whole[0]), whole[0] + whole[2] - w);
  y = Math.min(Math.max(y, whole[1]), whole[1] + whole[3] - h);
  box = [x, y, w, h];
  drawing().setAttribute("viewBox", box.map((one) => one.toFixed(1)).join(" "));
  document.getElementById("sheet").classList.toggle("closer", w < whole[2]);
}

function closer(factor, at = [0.5, 0.5]) {
  if (factor === 0) return set(whole);
  const [x, y, w, h] = box;
  set([x + w * at[0] * (1 - 1 / factor), y + h * at[1] * (1 - 1 / factor), w / factor, h / factor]);
}

function move(across, down) {
  set([box[0] + across * box[2], box[1] + down * box[3], box[2], box[3]]);
}

function equip() {
  const button = document.getElementById("play");
  if (button) { button.hidden = false; button.textContent = playing ? button.dataset.pause : button.dataset.play; }
  const sheet = document.getElementById("sheet");
  if (!sheet || sheet.querySelector(".zooms")) return;
  const kept = box;
  whole = drawing().getAttribute("viewBox").split(" ").map(Number);
  box = whole;
  sheet.tabIndex = 0;
  sheet.setAttribute("role", "group");
  sheet.setAttribute("aria-label", sheet.dataset.help);
  const zooms = Object.assign(document.createElement("div"), { className: "zooms" });
  for (const [factor, sign, name] of [[1.6, "+", "in"], [1 / 1.6, "−", "out"], [0, "○", "whole"]]) {
    const one = Object.assign(document.createElement("button"), { type: "button", className: "btn alt sm", textContent: sign });
    one.dataset.zoom = factor;
    one.setAttribute("aria-label", sheet.dataset[name]);
    zooms.append(one);
  }
  sheet.append(zooms);
  if (kept && playing) set(kept);
}

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "sheet") return;
  const step = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] }[event.key];
  if (step) move(...step);
  else if (event.key === "+" || event.key === "=") closer(1.6);
  else if (event.key === "-") closer(1 / 1.6);
  else if (event.key === "0") closer(0);
  else return;
  event.preventDefault();
});

document.addEventListener("wheel", (event) => {
  const sheet = event.target.closest?.("#sheet");
  if (!sheet || !(event.ctrlKey || event.metaKey)) return; // the wheel alone scrolls the page
  event.preventDefault();
  const at = drawing().getBoundingClientRect();
  closer(event.deltaY < 0 ? 1.25 : 0.8, [(event.clientX - at.left) / at.width, (event.clientY - at.top) / at.height]);
}, { passive: false });

let held = null;
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest?.("#sheet.closer svg.map") && !event.target.closest("a")) held = [event.clientX, event.clientY];
});
document.addEventListener("pointermove", (event) => {
  if (!held) return;
  const at = drawing().getBoundingClientRect();
  move((held[0] - event.clientX) / at.width, (held[1] - event.clientY) / at.height);
  held = [event.clientX, event.clientY];
});
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { held = null; });

document.addEventListener("htmx:afterSettle", () => {
  equip();
  live.textContent = document.getElementById("results")?.dataset.said ?? "";
  if (playing) playing = setTimeout(go, STEP);
});
equip();
