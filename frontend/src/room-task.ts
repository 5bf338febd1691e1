// One task on one screen: when the line falls, the task waits on this device and goes along as soon as it can.

import "./theme/dialogue.css";
import "./theme/work.css";

interface Waiting {
  address: string;
  body: string;
}

const KEY = "ww-taken";
const form = document.querySelector<HTMLFormElement>("[data-taak]");

function waiting(): Waiting[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]") as Waiting[];
  } catch {
    return [];
  }
}

function keep(tasks: Waiting[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(tasks));
    return true;
  } catch {
    return false; // no room or no leave: the text stays in the form
  }
}

function say(text: string): void {
  const place = form?.querySelector<HTMLElement>("[data-stand]");
  if (place) place.textContent = text;
}

function complain(texts: string[]): void {
  const place = form?.querySelector<HTMLElement>("[data-fout]");
  if (!place) return;
  place.textContent = texts.join(" ");
  place.hidden = texts.length === 0;
}

function token(): string {
  return form?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function send(task: Waiting): Promise<Response> {
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    "X-CSRFToken": token(),
  };
  return fetch(task.address, { method: "POST", headers, body: task.body, credentials: "same-origin" });
}

function show(text: string): void {
  const list = document.querySelector<HTMLElement>("[data-lijst]");
  if (!list) return;
  const item = document.createElement("li");
  const words = document.createElement("p");
  words.textContent = text;
  item.append(words);
  list.prepend(item);
}

// randomUUID is there on secure pages only; a room may be on a plain local network.
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function clear(): void {
  if (!form) return;
  const words = form.querySelector<HTMLTextAreaElement>("[name=tekst]");
  if (words) {
    words.value = "";
    words.focus();
  }
  const key = form.querySelector<HTMLInputElement>("[name=aanvraag]");
  if (key) key.value = newKey();
}

// What waits is sent in order; a task leaves the list only when the other side has it, or says it never will.
async function flush(): Promise<void> {
  let tasks = waiting();
  while (tasks.length > 0 && tasks[0]) {
    let answer: Response;
    try {
      answer = await send(tasks[0]);
    } catch {
      return;
    }
    if (answer.status >= 500 || answer.status === 429) return;
    tasks = tasks.slice(1);
    keep(tasks);
    if (answer.ok) say(form?.dataset.bewaard ?? "");
  }
}

async function submit(event: SubmitEvent): Promise<void> {
  if (!form) return;
  event.preventDefault();
  const data = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") data.append(name, value);
  });
  const task = { address: form.action || location.pathname, body: data.toString() };
  const text = data.get("tekst") ?? "";
  complain([]);
  let answer: Response | null;
  try {
    answer = await send(task);
  } catch {
    answer = null;
  }
  if (answer === null || answer.status >= 500) {
    if (!keep([...waiting(), task])) return form.submit();
    show(text);
    clear();
    return say(form.dataset.wacht ?? "");
  }
  if (answer.ok) {
    show(text);
    clear();
    return say(form.dataset.bewaard ?? "");
  }
  const said = (await answer.json().catch(() => ({ fouten: [] }))) as { fouten?: string[] };
  complain(said.fouten ?? []);
}

if (form) {
  form.addEventListener("submit", (event) => void submit(event));
  window.addEventListener("online", () => void flush());
  void flush();
  window.setInterval(() => void flush(), 15_000);
}
