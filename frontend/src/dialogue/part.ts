import { Drafts } from "./drafts";
import { offerHints } from "./hints";

const RETRY = 4000;
const POLL = 4000;

/** Make the screens quicker and safer on a bad line. Every one of them works without this script. */
export function startTakingPart(screen: HTMLElement): void {
  const drafts = new Drafts("eigen" in screen.dataset, screen.dataset.dialoog ?? "");
  if (document.querySelector("[data-leegmaken]")) Drafts.clear();
  prepare(screen, drafts);
  addEventListener("online", () => void sendWaiting(screen, drafts));
  void sendWaiting(screen, drafts);
}

function prepare(screen: HTMLElement, drafts: Drafts): void {
  const form = screen.querySelector<HTMLFormElement>("[data-stap]");
  if (form) {
    drafts.restore(form);
    form.addEventListener("input", () => drafts.keep(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void send(screen, drafts, form, event.submitter as HTMLButtonElement | null);
    });
    countCharacters(form);
    offerHints(form);
    swapPlaces(form);
  }
  offerReading(screen);
  for (const button of screen.querySelectorAll<HTMLButtonElement>("[data-kopieer]")) offerCopy(button);
  for (const one of screen.querySelectorAll<HTMLFormElement>("[data-leeg]")) one.addEventListener("submit", Drafts.clear);
  const waiting = screen.querySelector<HTMLElement>("[data-wacht]");
  if (waiting) void waitForRound(waiting);
}

async function send(screen: HTMLElement, drafts: Drafts, form: HTMLFormElement, by: HTMLButtonElement | null): Promise<void> {
  const data = new FormData(form);
  if (by?.name) data.append(by.name, by.value);
  by?.setAttribute("aria-pressed", "true");
  const body = new URLSearchParams(data as unknown as Record<string, string>).toString();
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  try {
    const answer = await post(form.action, body);
    if (answer.ok) drafts.forget(form.dataset.concept ?? "");
    else drafts.keep(form); // refused: whoever goes back finds the words again
    await show(screen, drafts, answer);
  } catch {
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    by?.removeAttribute("aria-pressed");
    drafts.keep(form);
    const key = String(data.get("aanvraag"));
    drafts.setWaiting([...drafts.waiting().filter((one) => !one.body.includes(key)), { address: form.action, body, draft: form.dataset.concept ?? "" }]);
    say(screen, screen.dataset.zinBewaard ?? "");
    setTimeout(() => void sendWaiting(screen, drafts), RETRY);
  }
}

/** Send what waited, in order. An answer that the server refuses for good is dropped from the queue, not retried. */
async function sendWaiting(screen: HTMLElement, drafts: Drafts): Promise<void> {
  let last: Response | null = null;
  for (let first = drafts.waiting()[0]; first; first = drafts.waiting()[0]) {
    const { address, body, draft } = first;
    try {
      last = await post(address, body);
    } catch {
      setTimeout(() => void sendWaiting(screen, drafts), RETRY);
      return;
    }
    drafts.setWaiting(drafts.waiting().filter((one) => one.body !== body));
    if (last.ok) drafts.forget(draft);
  }
  if (last) {
    await show(screen, drafts, last);
    say(screen, screen.dataset.zinVerstuurd ?? "");
  }
}

async function post(address: string, body: string): Promise<Response> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Stap": "1" },
    body,
  });
  if (answer.status >= 500 || answer.status === 429) throw new Error("later"); // the same answer may pass in a while
  return answer;
}

/** Put the next screen in place, and the reader at its start. */
async function show(screen: HTMLElement, drafts: Drafts, answer: Response): Promise<void> {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector<HTMLElement>("[data-mee]");
  if (!fresh) return location.assign(answer.url);
  if (answer.redirected) history.replaceState(null, "", answer.url);
  document.title = page.title;
  screen.replaceChildren(...document.importNode(fresh, true).childNodes);
  screen.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  scrollTo(0, 0);
  prepare(screen, drafts);
}

function say(screen: HTMLElement, words: string): void {
  const line = screen.querySelector<HTMLElement>("[data-net]");
  if (!line || !words) return;
  line.textContent = words;
  line.hidden = false;
}

function countCharacters(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLTextAreaElement>("textarea[maxlength]");
  const line = form.querySelector<HTMLElement>("[data-tekens]");
  if (!field || !line) return;
  const count = () => (line.textContent = (line.dataset.tekens ?? "#").replace("#", String(field.maxLength - field.value.length)));
  field.addEventListener("input", count);
  count();
}

/** Two choices never share a place: the one that was there moves to the place that came free. */
function swapPlaces(form: HTMLFormElement): void {
  const places = [...form.querySelectorAll<HTMLSelectElement>("[data-plaats]")];
  let before = places.map((one) => one.value);
  for (const [index, place] of places.entries())
    place.addEventListener("change", () => {
      const other = places.find((one, at) => at !== index && one.value === place.value);
      if (other) other.value = before[index] ?? other.value;
      before = places.map((one) => one.value);
    });
}

function offerReading(screen: HTMLElement): void {
  const button = screen.querySelector<HTMLButtonElement>("[data-lees-voor]");
  const text = screen.querySelector<HTMLElement>("[data-voorlezen]");
  if (!button || !text || !("speechSynthesis" in window)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const words = new SpeechSynthesisUtterance(text.textContent ?? "");
    words.lang = document.documentElement.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  });
}

function offerCopy(button: HTMLButtonElement): void {
  const field = document.querySelector<HTMLInputElement>(button.dataset.kopieer ?? "");
  if (!field || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    field.select();
    void navigator.clipboard.writeText(field.value);
  });
}

/** Ask for the small state every few seconds; go on when another round runs. */
async function waitForRound(waiting: HTMLElement): Promise<void> {
  let known: string | null = null;
  while (waiting.isConnected) {
    const answer = await fetch(waiting.dataset.wacht ?? "").catch(() => null);
    if (answer?.ok) {
      const state = JSON.stringify(((await answer.json()) as { ronde: number | null; stand: string }).ronde);
      if (known !== null && state !== known) return location.reload();
      known = state;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
