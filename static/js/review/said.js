// What a screen reader is told. The words themselves are in the page.
const said = document.getElementById("said");

export const words = said.dataset;

export function tell(what) {
  said.textContent = "";
  said.textContent = what;
}
