/** Menus are <details>: here they also close on Escape, on a click elsewhere and when another one opens. */
const OPEN_MENU = "details[data-menu][open]";

function closeMenus(except: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN_MENU)) {
    if (menu !== except) menu.open = false;
  }
}

export function watchMenus(): void {
  document.addEventListener("click", (event) => {
    const inside = event.target instanceof Element ? event.target.closest("details[data-menu]") : null;
    closeMenus(inside);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector<HTMLDetailsElement>(OPEN_MENU);
    if (!menu) return;
    menu.open = false;
    menu.querySelector<HTMLElement>("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-print]")) window.print();
    const opener = event.target.closest<HTMLElement>("[data-open-dialog]");
    if (opener) document.querySelector<HTMLDialogElement>(opener.dataset.openDialog ?? "")?.showModal();
  });
}
