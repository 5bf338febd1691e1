/** Keep the room screen and the console up to date: the server sends the piece of page whenever it changed. */
export function followRoom(place: HTMLElement): void {
  const source = new EventSource(place.dataset.stroom ?? "");
  source.onmessage = (event: MessageEvent<string>) => {
    const focused = place.contains(document.activeElement) ? (document.activeElement as HTMLButtonElement).value : null;
    place.innerHTML = JSON.parse(event.data) as string;
    if (focused) place.querySelector<HTMLButtonElement>(`button[value="${CSS.escape(focused)}"]`)?.focus();
  };
  addEventListener("pagehide", () => source.close());
  setInterval(tick, 1000);
}

/** Count down between two messages; not announced each second. */
function tick(): void {
  for (const clock of document.querySelectorAll<HTMLElement>("[data-klok]")) {
    const left = Math.max(0, Number(clock.dataset.klok) - 1);
    clock.dataset.klok = String(left);
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}
