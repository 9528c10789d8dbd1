/** Keys: "/" finds, arrows or j/k walk the rows of a list, Enter opens one, "g" and a letter goes to a page, "?" explains. */
const PLACES = "[data-go]";
const LEAP_MS = 1200;

let leapUntil = 0;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row-link]")].filter((row) => row.offsetParent !== null);
}

function step(by: number): boolean {
  const all = rows();
  if (all.length === 0) return false;
  const current = document.activeElement?.closest("[data-row]")?.querySelector<HTMLElement>("[data-row-link]");
  const at = current ? all.indexOf(current) : -1;
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  const row = all[next];
  row?.focus({ preventScroll: true });
  row?.closest("[data-row]")?.scrollIntoView({ block: "nearest" });
  return true;
}

function leap(key: string): boolean {
  const place = [...document.querySelectorAll<HTMLAnchorElement>(PLACES)].find((link) => link.dataset.go === key);
  place?.click();
  return place !== undefined;
}

function press(event: KeyboardEvent): boolean {
  if (leapUntil > event.timeStamp) {
    leapUntil = 0;
    return leap(event.key);
  }
  switch (event.key) {
    case "/": {
      const search = document.querySelector<HTMLInputElement>("[data-search]");
      search?.focus();
      search?.select();
      if (!search) document.querySelector<HTMLAnchorElement>("[data-search-all]")?.click();
      return true;
    }
    case "?":
      document.querySelector<HTMLDialogElement>("#keyboard-help")?.showModal();
      return true;
    case "g":
      leapUntil = event.timeStamp + LEAP_MS;
      return true;
    case "j":
    case "ArrowDown":
      return step(1);
    case "k":
    case "ArrowUp":
      return step(-1);
    default:
      return false;
  }
}

/** Escape leaves a field and keeps what was typed, where browsers would empty a search. */
function leave(event: KeyboardEvent): void {
  event.preventDefault();
  (event.target as HTMLElement).blur();
}

export function watchKeyboard(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") leave(event);
      return;
    }
    // Arrows scroll the page unless a row already has the focus.
    const arrows = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (arrows && !document.activeElement?.closest("[data-row]")) return;
    if (press(event)) event.preventDefault();
  });
}
