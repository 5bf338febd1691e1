/**
 * Loaded in the editor of pages, which keeps a piece by itself half a second after the last key. Who publishes a new one
 * in that moment would send it as a new page once more, and read that its address is taken; the last words of a text
 * would not be in it. So sending waits until everything that was typed is kept.
 */
const TEXT_SETTLES = 300; // the field of a text gets its words a quarter of a second late
const LONGEST = 10_000;
let saving = false;
let held = false;
let sent = false;

document.addEventListener("w-autosave:save", (event) => {
  if (sent) event.preventDefault();
  else saving = true;
});
for (const end of ["success", "error"]) document.addEventListener(`w-autosave:${end}`, () => (saving = false));

// On the window, before the editor's own listeners: they see the form sent once.
addEventListener("submit", hold, true);

function hold(event: SubmitEvent): void {
  const form = event.target;
  if (sent || !(form instanceof HTMLFormElement) || !form.matches("[data-controller~=w-autosave]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!held) void send(form, event.submitter as HTMLButtonElement | null);
  held = true;
}

async function send(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
  const until = performance.now() + LONGEST;
  await pause(TEXT_SETTLES);
  while (saving && performance.now() < until) await pause(50);
  sent = true;
  if (button?.name) form.append(pressed(button));
  form.requestSubmit();
}

const pause = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

/** What was pressed, in a field: the button itself may be switched off by the time that the form goes. */
function pressed(button: HTMLButtonElement): HTMLInputElement {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = button.name;
  field.value = button.value;
  return field;
}
