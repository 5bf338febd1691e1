const WAIT = 1500;

/**
 * Follow a job on its own page: fetch the page again and put its news in place, until the job has ended; then the file
 * that came out is downloaded. Without this script the page has a link that does the same.
 */
export async function follow(element: HTMLElement): Promise<void> {
  let current = element;
  while (current.dataset.voortgang === "loopt") {
    await new Promise((resolve) => setTimeout(resolve, WAIT));
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.querySelector<HTMLElement>("[data-voortgang]");
    if (!news) return location.reload();
    if (news.innerHTML === current.innerHTML && news.dataset.voortgang === current.dataset.voortgang) continue;
    const fresh = document.importNode(news, true);
    current.replaceWith(fresh);
    current = fresh;
  }
  // What somebody asked for comes by itself, also when it was made before; who comes back later has the link.
  if (current !== element || justAsked()) current.querySelector<HTMLAnchorElement>("a[download]")?.click();
}

/** Whether this page was just opened from a page of ours, for the first time in this tab. */
function justAsked(): boolean {
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const key = `gehaald:${location.pathname}`;
  if (visit?.type !== "navigate" || !document.referrer.startsWith(location.origin) || sessionStorage.getItem(key)) {
    return false;
  }
  sessionStorage.setItem(key, "1");
  return true;
}
