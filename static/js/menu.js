// The account menu closes on Escape, which leads back to what opened it, and on a click elsewhere.
const menu = document.querySelector(".account details");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open || !menu.contains(document.activeElement)) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  if (!menu.contains(event.target)) menu.open = false;
});
