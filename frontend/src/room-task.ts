// One task on one screen. A task is kept on this device before it is sent, under a key of its own, and leaves
// only when the other side says that it has it. So a line that falls, a page that closes or a second tab loses
// nothing; the same key sent twice is one task.

import "./theme/dialogue.css";
import "./theme/work.css";

interface Waiting {
  address: string;
  body: string;
  refused?: string; // what the other side said when it will never take it as it is
}

const PREFIX = "ww-taak:";
const form = document.querySelector<HTMLFormElement>("[data-taak]");
let sending = false;

function keys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).sort();
  } catch {
    return [];
  }
}

function read(key: string): Waiting | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as Waiting | null;
  } catch {
    return null;
  }
}

function keep(key: string, task: Waiting): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(task));
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

function field(name: string): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(`[name=${name}]`) ?? null;
}

async function send(task: Waiting): Promise<Response> {
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    "X-CSRFToken": field("csrfmiddlewaretoken")?.value ?? "",
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
  const words = form?.querySelector<HTMLTextAreaElement>("[name=tekst]");
  if (words) {
    words.value = "";
    words.focus();
  }
  const key = field("aanvraag");
  if (key) key.value = newKey();
}

// The words of a task that the room will not take stay on the screen, to copy them or to tell them.
function refuse(key: string, task: Waiting, why: string): void {
  keep(key, { ...task, refused: why });
  complain([why, `“${new URLSearchParams(task.body).get("tekst") ?? ""}”`]);
}

async function why(answer: Response): Promise<string> {
  const said = (await answer.json().catch(() => ({}))) as { fouten?: string[] };
  return (said.fouten ?? []).join(" ");
}

// Whether the other side will never take this task as it is: it is wrong, or the room is closed. An expired
// page (403) or a full list (429) is no such word.
function never(answer: Response): boolean {
  return [400, 404, 409].includes(answer.status);
}

async function flush(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (const key of keys()) {
      const task = read(key);
      if (!task || task.refused) continue;
      const answer = await send(task);
      if (answer.ok) {
        localStorage.removeItem(key);
        say(form?.dataset.bewaard ?? "");
      } else if (never(answer)) {
        refuse(key, task, await why(answer));
      } else {
        return;
      }
    }
  } catch {
    // No line: everything waits where it is.
  } finally {
    sending = false;
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
  const key = `${PREFIX}${data.get("aanvraag") ?? newKey()}`;
  complain([]);
  if (!keep(key, task)) return form.submit();
  let answer: Response | null;
  try {
    answer = await send(task);
  } catch {
    answer = null;
  }
  if (answer && never(answer)) {
    localStorage.removeItem(key); // the words are in the form still
    return complain([await why(answer)]);
  }
  show(data.get("tekst") ?? "");
  clear();
  if (answer?.ok) localStorage.removeItem(key);
  say((answer?.ok ? form.dataset.bewaard : form.dataset.wacht) ?? "");
}

if (form) {
  form.addEventListener("submit", (event) => void submit(event));
  window.addEventListener("online", () => void flush());
  void flush();
  window.setInterval(() => void flush(), 15_000);
}
