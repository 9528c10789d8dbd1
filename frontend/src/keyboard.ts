/** Keys: "/" finds, arrows or j/k walk the rows of a list, Enter opens one, "g" and a letter goes to a page, "?" explains; "e" corrects the row, "x" chooses it, "m", "s", "d" and "a" lead to merging, splitting, dropping and adding,
 * Ctrl+Enter saves the form one types in. */
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

/** Opens the form by which the row that has the focus is corrected. */
function mend(): boolean {
  const form = document.activeElement?.closest("[data-row]")?.querySelector<HTMLDetailsElement>("details.mend");
  if (!form) return false;
  form.open = true;
  form.querySelector<HTMLElement>("textarea, input:not([type=hidden]), select")?.focus();
  return true;
}

/** Leads to a field or button of the row that has the focus, or of the page, named by a key; a box is ticked.
 * What the page offers goes first: it does so only while something is chosen. */
function reach(key: string): boolean {
  const row = document.activeElement?.closest("[data-row]");
  const ofPage = [...document.querySelectorAll<HTMLElement>(`[data-page-key="${key}"]`)];
  const isOffered = (one: HTMLElement) => one.closest("details") !== null || one.offsetParent !== null;
  const found = ofPage.find(isOffered) ?? row?.querySelector<HTMLElement>(`[data-row-key="${key}"]`);
  if (!found) return false;
  if (found instanceof HTMLInputElement && found.type === "checkbox") {
    found.click();
    return true;
  }
  const form = found.closest("details");
  if (form) form.open = true;
  found.focus();
  return true;
}

/** Sends the form of the field that has the focus, by its first button. */
function save(event: KeyboardEvent): void {
  const form = (event.target as HTMLElement).closest("form");
  const button = form?.querySelector<HTMLButtonElement>("button:not([type=button])");
  if (!form || !button || form.method !== "post") return;
  event.preventDefault();
  form.requestSubmit(button);
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
    case "e":
      return mend();
    case "x":
    case "m":
    case "s":
    case "d":
    case "a":
      return reach(event.key);
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
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && isTyping(event.target)) return save(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") leave(event);
      // From the field of a search down to what it found.
      if (event.key === "ArrowDown" && (event.target as HTMLElement).matches("[data-search]") && step(1)) event.preventDefault();
      return;
    }
    // Arrows scroll the page unless a row already has the focus.
    const arrows = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (arrows && !document.activeElement?.closest("[data-row]")) return;
    if (press(event)) event.preventDefault();
  });
}
