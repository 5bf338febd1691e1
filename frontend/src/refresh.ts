/** Keep a piece of page up to date: fetch the page every so many seconds and put its news in place. */
export function refresh(place: HTMLElement): void {
  setInterval(() => void renew(place), 1000 * Number(place.dataset.ververs));
}

async function renew(place: HTMLElement): Promise<void> {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = page.querySelector("[data-ververs]");
  if (news && news.innerHTML !== place.innerHTML) place.innerHTML = news.innerHTML;
}
