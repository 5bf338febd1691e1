/**
 * What somebody typed stays on a device that they said is theirs, until it is sent. On a shared device nothing is kept.
 */
const PREFIX = "ww-concept:";

export interface Waiting {
  address: string;
  body: string;
  draft: string;
}

export class Drafts {
  constructor(
    private readonly own: boolean,
    private readonly dialogue: string,
  ) {}

  keep(form: HTMLFormElement): void {
    const field = form.querySelector<HTMLTextAreaElement>("[data-bewaar]");
    if (!this.own || !field || !form.dataset.concept) return;
    if (field.value) localStorage.setItem(PREFIX + form.dataset.concept, field.value);
    else localStorage.removeItem(PREFIX + form.dataset.concept);
  }

  restore(form: HTMLFormElement): void {
    const field = form.querySelector<HTMLTextAreaElement>("[data-bewaar]");
    const kept = this.own && form.dataset.concept ? localStorage.getItem(PREFIX + form.dataset.concept) : null;
    if (field && kept && !field.value) field.value = kept;
  }

  forget(draft: string): void {
    localStorage.removeItem(PREFIX + draft);
  }

  /** Answers that could not be sent, oldest first; each carries the key that makes sending it twice harmless. */
  waiting(): Waiting[] {
    return this.own ? (JSON.parse(localStorage.getItem(this.queue) ?? "[]") as Waiting[]) : [];
  }

  setWaiting(list: Waiting[]): void {
    if (!this.own) return;
    if (list.length) localStorage.setItem(this.queue, JSON.stringify(list));
    else localStorage.removeItem(this.queue);
  }

  static clear(): void {
    for (const key of Object.keys(localStorage)) if (key.startsWith("ww-")) localStorage.removeItem(key);
  }

  private get queue(): string {
    return `ww-wacht:${this.dialogue}`;
  }
}
