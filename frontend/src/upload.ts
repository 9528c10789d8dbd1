/** Upload: files may be dropped on the form; one that is plainly wrong is refused before it travels; progress shows. */
type Words = { tooLarge: string; wrongType: string; empty: string; sending: string; failed: string };

function readWords(form: HTMLFormElement): Words {
  const { tooLarge = "", wrongType = "", empty = "", sending = "", failed = "" } = form.dataset;
  return { tooLarge, wrongType, empty, sending, failed };
}

function refusal(file: File, form: HTMLFormElement, words: Words): string | null {
  const limit = Number(form.dataset.limit ?? 0);
  const endings = (form.dataset.endings ?? "").split(" ").filter(Boolean);
  const name = file.name.toLowerCase();
  if (endings.length > 0 && !endings.some((ending) => name.endsWith(ending))) return words.wrongType;
  if (file.size === 0) return words.empty;
  if (limit > 0 && file.size > limit) return words.tooLarge;
  return null;
}

function say(form: HTMLFormElement, sentence: string, isError: boolean): void {
  const place = form.querySelector<HTMLElement>("[data-says]");
  if (!place) return;
  place.textContent = sentence;
  place.hidden = sentence === "";
  place.classList.toggle("is-error", isError);
}

function showFile(form: HTMLFormElement, input: HTMLInputElement, words: Words): boolean {
  const name = form.querySelector<HTMLElement>("[data-chosen]");
  const chosen = [...(input.files ?? [])];
  if (name) {
    name.textContent = chosen.map((file) => file.name).join(", ");
    name.hidden = chosen.length === 0;
  }
  const refused = chosen.map((file) => ({ file, why: refusal(file, form, words) })).find(({ why }) => why !== null);
  say(form, refused ? `${refused.file.name}: ${refused.why}` : "", true);
  return refused === undefined;
}

function send(form: HTMLFormElement, words: Words): void {
  const bar = form.querySelector<HTMLProgressElement>("progress");
  const request = new XMLHttpRequest();
  const body = new FormData(form);
  const finish = (): void => {
    form.removeAttribute("data-busy");
    if (bar) bar.hidden = true;
  };
  form.setAttribute("data-busy", "");
  say(form, words.sending, false);
  if (bar) {
    bar.hidden = false;
    bar.value = 0;
  }
  request.upload.addEventListener("progress", (event) => {
    if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("load", () => {
    const answer = parse(request.responseText);
    if (answer.location) {
      window.location.assign(answer.location);
      return;
    }
    finish();
    say(form, answer.error ?? words.failed, true);
  });
  request.addEventListener("error", () => {
    finish();
    say(form, words.failed, true);
  });
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.send(body);
}

function parse(text: string): { location?: string; error?: string } {
  try {
    return JSON.parse(text) as { location?: string; error?: string };
  } catch {
    return {};
  }
}

function watchDrop(form: HTMLFormElement, input: HTMLInputElement, words: Words): void {
  const zone = form.querySelector<HTMLElement>("[data-drop]");
  if (!zone) return;
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    showFile(form, input, words);
  });
}

export function watchUpload(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-upload]");
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !input) return;
  const words = readWords(form);
  watchDrop(form, input, words);
  input.addEventListener("change", () => showFile(form, input, words));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.hasAttribute("data-busy")) return;
    if (!showFile(form, input, words) || !input.files?.length) return;
    send(form, words);
  });
}
