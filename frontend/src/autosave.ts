/** Autosave: a report is saved while it is written; what could not be sent waits in the browser and is sent again. */
type Finding = { key: string; words: string; is_fatal: boolean };
type Answer = { n_saves?: number; saved?: string; findings?: Finding[]; shown?: string[]; error?: string; code?: string };

const PAUSE_MS = 1500;
const AGAIN_MS = 10_000;

class Autosave {
  private timer = 0;
  private isSending = false;
  private isStale = false;
  private readonly place: HTMLElement | null;
  private readonly key: string;
  private kept = "";

  constructor(private readonly form: HTMLFormElement) {
    this.place = form.querySelector("[data-saved]");
    this.key = `hatang:${form.action}`;
    this.kept = this.text();
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("submit", () => window.localStorage.removeItem(this.key));
    window.addEventListener("online", () => void this.send());
    window.addEventListener("beforeunload", (event) => {
      if (this.text() !== this.kept && !this.isStale) event.preventDefault();
    });
    this.bringBack();
  }

  /** Rows of a table grow while its last one is filled in. */
  private changed(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.grow(event.target);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), PAUSE_MS);
  }

  private grow(input: HTMLInputElement): void {
    const row = input.closest("table[data-rows] tbody tr");
    if (!row || row.nextElementSibling || input.value === "") return;
    const next = row.cloneNode(true) as HTMLTableRowElement;
    for (const cell of next.querySelectorAll("input")) {
      cell.value = "";
      cell.name = cell.name.replace(/^(o-.+)-(\d+)-([^-]+)$/, (_all, start, n, end) => `${start}-${Number(n) + 1}-${end}`);
    }
    row.after(next);
  }

  private text(): string {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "da-luu") body.append(name, value);
    }
    return body.toString();
  }

  private seen(): HTMLInputElement {
    return this.form.elements.namedItem("da-luu") as HTMLInputElement;
  }

  /** What was typed before the connection or the browser went away. */
  private bringBack(): void {
    const waiting = window.localStorage.getItem(this.key);
    if (waiting === null) return;
    const { seen, text } = JSON.parse(waiting) as { seen: string; text: string };
    window.localStorage.removeItem(this.key);
    if (text === this.kept || seen !== this.seen().value) return;
    for (const [name, value] of new URLSearchParams(text)) {
      const found = this.form.elements.namedItem(name);
      if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement || found instanceof RadioNodeList) {
        found.value = value;
      }
    }
    this.say(this.form.dataset.broughtBack ?? "", false);
    void this.send();
  }

  async send(): Promise<boolean> {
    const text = this.text();
    if (this.isSending || this.isStale || text === this.kept) return !this.isStale;
    this.isSending = true;
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(this.form),
      });
      const said = (await answer.json()) as Answer;
      if (answer.ok) this.keep(text, said);
      else this.refuse(said);
    } catch {
      window.localStorage.setItem(this.key, JSON.stringify({ seen: this.seen().value, text }));
      this.say(this.form.dataset.offline ?? "", true);
      window.setTimeout(() => void this.send(), AGAIN_MS);
    } finally {
      this.isSending = false;
    }
    return !this.isStale;
  }

  private keep(text: string, said: Answer): void {
    this.kept = text;
    window.localStorage.removeItem(this.key);
    this.seen().value = String(said.n_saves);
    this.say(said.saved ?? "", false);
    for (const field of this.form.querySelectorAll<HTMLElement>("[data-answer]")) {
      field.hidden = !(said.shown ?? []).includes(field.dataset.answer ?? "");
    }
    for (const place of this.form.querySelectorAll<HTMLElement>("[data-findings]")) {
      const words = (said.findings ?? []).filter((one) => one.key === place.dataset.findings).map((one) => one.words);
      // What is still empty is not held against who has not come to it yet.
      const typed = this.form.querySelector<HTMLInputElement>(`[name="o-${place.dataset.findings}"]`)?.value ?? "";
      place.textContent = typed === "" ? "" : words.join(" ");
      place.hidden = place.textContent === "";
    }
    if (this.text() !== text) this.timer = window.setTimeout(() => void this.send(), PAUSE_MS);
  }

  private refuse(said: Answer): void {
    this.isStale = said.code === "stale_report" || said.code === "period_locked";
    this.say(said.error ?? "", true);
  }

  private say(words: string, isError: boolean): void {
    if (!this.place) return;
    this.place.textContent = words;
    this.place.classList.toggle("is-error", isError);
  }
}

export function watchAutosave(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-autosave]");
  if (!form) return;
  const saving = new Autosave(form);
  // A step is taken with what stands in the form.
  for (const step of document.querySelectorAll<HTMLFormElement>("form[data-after-save]")) {
    step.addEventListener("submit", (event) => {
      event.preventDefault();
      void saving.send().then((isKept) => {
        if (isKept) HTMLFormElement.prototype.submit.call(step);
        else step.removeAttribute("data-busy");
      });
    });
  }
}
