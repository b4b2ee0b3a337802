// Links with data-copied put their address on the clipboard. Without this, or where there is none, they lead there.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copied]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    const words = link.textContent;
    link.textContent = link.dataset.copied;
    setTimeout(() => { link.textContent = words; }, 2000);
  } catch {
    location.href = link.href; // not allowed: the address bar has it then
  }
});
