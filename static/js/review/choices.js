// Records to choose from while one types: arrows and Enter, or a click.
import { tell, words } from "./said.js";

export function closeChoices() {
  const open = [...document.querySelectorAll(".picked")].filter((list) => list.childElementCount > 0);
  open.forEach((list) => { list.replaceChildren(); list.parentElement.querySelector("[data-pick]").setAttribute("aria-expanded", "false"); });
  return open.length > 0;
}

export function choose(button) {
  const box = button.closest(".pick");
  const field = box.querySelector("[data-pick]");
  if ("several" in field.dataset) tick(field, button.dataset);
  else {
    box.querySelector(`input[type=hidden][name="${field.dataset.pick}"]`).value = button.dataset.slug;
    field.value = button.dataset.name;
  }
  closeChoices();
  field.focus();
  tell(`${button.dataset.name}: ${words.chosen}`);
}

// One of several: it joins the boxes above, ticked, and the field is free for the next.
function tick(field, { slug, name }) {
  const boxes = field.closest("fieldset").querySelector(".boxes");
  let box = [...boxes.querySelectorAll("input")].find((one) => one.value === slug);
  if (!box) {
    box = Object.assign(document.createElement("input"), { type: "checkbox", name: field.dataset.pick, value: slug });
    const label = document.createElement("label");
    label.append(box, name);
    boxes.append(label);
  }
  box.checked = true;
  field.value = "";
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-pick]");
  if (!field) return;
  const options = [...field.parentElement.querySelectorAll(".choice")];
  if (options.length === 0) return;
  const here = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = (here + (event.key === "ArrowDown" ? 1 : -1) + options.length + (here < 0 && event.key === "ArrowUp" ? 1 : 0)) % options.length;
    options.forEach((one, number) => one.setAttribute("aria-selected", String(number === next)));
    options[next].scrollIntoView({ block: "nearest" });
    tell(options[next].textContent);
  } else if (event.key === "Enter" && here >= 0) {
    event.preventDefault();
    choose(options[here]);
  }
});
