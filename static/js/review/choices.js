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
  box.querySelector(`input[type=hidden][name="${field.dataset.pick}"]`).value = button.dataset.slug;
  field.value = button.dataset.name;
  closeChoices();
  field.focus();
  tell(`${button.dataset.name}: ${words.chosen}`);
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
