/** The drawing of the timeline begins where today is; without script it begins at its first quarter. */
function showToday(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-today]")) {
    box.scrollLeft = Number(box.dataset.today) - box.clientWidth / 2;
  }
}

export function watchTimeline(): void {
  showToday(document);
  document.addEventListener("htmx:afterSettle", () => showToday(document));
}
