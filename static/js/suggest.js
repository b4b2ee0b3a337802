// Names that begin as what is typed, under each search field (ARIA combobox). Without this the field just searches.
const WAIT = 150; // milliseconds without a key
const LEAST = 2; // characters

for (const form of document.querySelectorAll("form[role=search]")) {
  const field = form.querySelector("input[name=q]");
  const list = document.createElement("div");
  list.className = "sug";
  list.id = `${field.id}-sug`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions || "");
  form.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);

  let timer = 0;
  let asked = null;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function open(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(null);
  }

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    asked?.abort();
    const typed = field.value.trim();
    if (typed.length < LEAST) return open(false);
    asked = new AbortController();
    try {
      const address = `${new URL(form.action).pathname}/suggest?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
      if (!answer.ok || document.activeElement !== field) return;
      list.innerHTML = await answer.text();
      for (const one of options()) one.id = `${list.id}-${one.id}`; // a page may have two fields
      open(options().length > 1);
    } catch (error) {
      if (error.name !== "AbortError") open(false); // no network: the field still searches
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const all = options();
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = at + step; // one before the first and one after the last is the field itself
      choose(at < 0 && step < 0 ? all.at(-1) : all[next] ?? null);
    } else if (event.key === "Enter" && chosen()) location.href = chosen().href;
    else if (event.key === "Escape") open(false);
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) open(false);
  });
}
