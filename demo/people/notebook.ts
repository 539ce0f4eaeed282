import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

interface Page {
  readonly token: string;
  readonly account_id: string;
}
interface Pages {
  readonly people: Record<string, Page>;
  /** Stream keys by host, which the server shows only once. */
  readonly stream_keys: Record<string, string>;
}

/**
 * What the demo people's devices remember between two starts: who is signed in, and the stream key in each host's
 * encoder. A lost or spoiled file only means that everybody signs in again.
 */
export class Notebook {
  readonly #path: string;
  readonly #pages: Pages;
  #writing: Promise<void> | null = null;
  #changed = false;

  private constructor(path: string, pages: Pages) {
    this.#path = path;
    this.#pages = pages;
  }

  static async open(directory: string): Promise<Notebook> {
    const path = join(directory, "people.json");
    const kept = await readPages(path);
    return new Notebook(path, { people: kept.people ?? {}, stream_keys: kept.stream_keys ?? {} });
  }

  person(key: string): Page | null {
    return this.#pages.people[key] ?? null;
  }
  keepPerson(key: string, page: Page): void {
    this.#pages.people[key] = page;
    this.#save();
  }
  streamKey(host: string): string | null {
    return this.#pages.stream_keys[host] ?? null;
  }
  keepStreamKey(host: string, secret: string): void {
    this.#pages.stream_keys[host] = secret;
    this.#save();
  }

  /** Resolves when everything is on disk. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** One write at a time; whatever changed meanwhile is in the next. */
  #save(): void {
    this.#changed = true;
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
  }
  async #write(): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      const aside = `${this.#path}.new`;
      await writeFile(aside, JSON.stringify(this.#pages), { mode: 0o600 });
      await rename(aside, this.#path);
    }
  }
}

/** Nothing where there is no file, or none that can be read. */
async function readPages(path: string): Promise<Partial<Pages>> {
  const text = await readFile(path, "utf8").catch(() => "{}");
  try {
    return JSON.parse(text) as Partial<Pages>;
  } catch {
    return {};
  }
}
