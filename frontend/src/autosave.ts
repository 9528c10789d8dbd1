/** Autosave: a report is saved while it is written; what could not be sent waits in the browser and is sent again. */
type Finding = { key: string; words: string; is_fatal: boolean };
type Answer = { n_saves?: number; saved?: string; findings?: Finding[]; shown?: string[]; error?: string; code?: string };

const PAUSE_MS = 1500;
const AGAIN_MS = 10_000;

class Autosave {
  private timer = 0;
  private isStale = false;
  private isLeaving = false;
  private sending: Promise<void> | null = null;
  private readonly place: HTMLElement | null;
  private readonly key: string;
  private kept: string;

  constructor(private readonly form: HTMLFormElement) {
    this.place = form.querySelector("[data-saved]");
    // By person too: a colleague at the same machine does not find it under the own name.
    this.key = `hatang:${form.dataset.person}:${form.action}`;
    // A page that says what was refused shows what is not kept.
    const isRefused = form.hasAttribute("data-unsaved");
    this.kept = isRefused ? "" : this.text();
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => void this.send());
    window.addEventListener("pageshow", () => (this.isLeaving = false));
    window.addEventListener("pagehide", () => this.put());
    window.addEventListener("beforeunload", (event) => {
      if (this.isUnsaved() && !this.isLeaving) event.preventDefault();
    });
    if (isRefused) window.localStorage.removeItem(this.key);
    else this.bringBack();
  }

  /** A save on its way is waited for: it must not look like somebody else's to this one. */
  private submitted(event: SubmitEvent): void {
    if (this.sending) {
      event.preventDefault();
      void this.sending.then(() => this.form.requestSubmit(event.submitter));
      return;
    }
    window.clearTimeout(this.timer);
    this.isLeaving = true;
  }

  /** Rows of a table grow while its last one is filled in. */
  private changed(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.grow(event.target);
    this.later(PAUSE_MS);
  }

  private later(milliseconds: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), milliseconds);
  }

  private grow(input: HTMLInputElement): void {
    const row = input.closest("table[data-rows] tbody tr");
    if (row && !row.nextElementSibling && input.value !== "") this.addRow(row);
  }

  private addRow(row: Element): void {
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

  private isUnsaved(): boolean {
    return this.text() !== this.kept && !this.isStale;
  }

  /** What is not kept yet waits in the browser, with the save that its form had seen. */
  private put(): void {
    if (!this.isUnsaved()) return;
    try {
      window.localStorage.setItem(this.key, JSON.stringify({ seen: this.seen().value, text: this.text() }));
    } catch {
      // More than a browser keeps: it still stands in the form, and leaving the page asks first.
    }
  }

  /** What was typed before the connection or the browser went away; if somebody saved meanwhile, the answer says so. */
  private bringBack(): void {
    const waiting = window.localStorage.getItem(this.key);
    if (waiting === null) return;
    const { seen, text } = JSON.parse(waiting) as { seen: string; text: string };
    window.localStorage.removeItem(this.key);
    if (text === this.kept) return;
    for (const [name, value] of new URLSearchParams(text)) this.fill(name, value);
    this.seen().value = seen;
    this.say(this.form.dataset.broughtBack ?? "", false);
    void this.send();
  }

  private fill(name: string, value: string): void {
    const [, key, row] = /^o-(.+)-(\d+)-[^-]+$/.exec(name) ?? [];
    const body = key && this.form.querySelector<HTMLTableSectionElement>(`table[data-rows="${key}"] tbody`);
    while (body && body.lastElementChild && body.rows.length <= Number(row)) this.addRow(body.lastElementChild);
    const found = this.form.elements.namedItem(name);
    if (found instanceof HTMLInputElement && found.type === "radio") found.checked = found.value === value;
    else if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement || found instanceof RadioNodeList) {
      found.value = value;
    }
  }

  /** Send what stands in the form; gives whether it is kept then. */
  async send(): Promise<boolean> {
    await this.sending;
    const text = this.text();
    if (text === this.kept) return true;
    if (this.isStale) return false;
    this.sending ??= this.post(text).finally(() => (this.sending = null));
    await this.sending;
    return this.text() === this.kept;
  }

  private async post(text: string): Promise<void> {
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
      this.put();
      this.say(this.form.dataset.offline ?? "", true);
      this.later(AGAIN_MS);
    }
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
    if (this.text() !== text) this.later(PAUSE_MS);
  }

  private refuse(said: Answer): void {
    this.isStale = ["stale_report", "stale_draft", "period_locked", "draft_has_left"].includes(said.code ?? "");
    this.put();
    if (said.code === "collided") this.later(AGAIN_MS);
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
