import type { AccountRole } from "../../contract/accounts.ts";
import { ApiError, createClient, type Call } from "../../contract/client.ts";
import type { Locale } from "../../contract/errors.ts";
import { clock } from "../clock.ts";
import type { Notebook } from "./notebook.ts";

/** Somebody with an account, as their own device would act for them. */
export interface Person {
  /** Names them in the demo: an e-mail address, or the demo role. */
  readonly key: string;
  readonly locale: Locale;
  readonly account_id: string;
  readonly call: Call;
  token(): string;
}

interface Wanted {
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
}

/** Every demo address is under a domain that cannot exist. */
export const emailOf = (name: string): string => `${name}@people.demo.laotie.invalid`;

/** Signs people in through the public API: by a code read from the dev inbox, or by the demo's one click. */
export class People {
  readonly #url: string;
  readonly #notebook: Notebook;

  constructor(url: string, notebook: Notebook) {
    this.#url = url;
    this.#notebook = notebook;
  }

  /** The person with this address, made on the first visit. Refused `rate_limited` when too many came within an hour. */
  signIn(wanted: Wanted): Promise<Person> {
    return this.#enter(wanted.email, wanted.locale, async (guest) => {
      await guest("sendCode", { body: { identifier: wanted.email } });
      const inbox = await guest("readDevInbox", { query: { to: wanted.email } });
      const code = /\b\d{6}\b/.exec(inbox.data[0]?.text ?? "")?.[0] ?? "";
      return guest("signIn", { body: { identifier: wanted.email, code, name: wanted.name, locale: wanted.locale } });
    });
  }

  /** The demo's fixed account of this role. */
  role(role: AccountRole): Promise<Person> {
    return this.#enter(`role:${role}`, "zh-CN", (guest) => guest("demoSignIn", { body: { role } }));
  }

  async #enter(
    key: string,
    locale: Locale,
    signIn: (guest: Call) => Promise<{ token: string; account: { id: string } }>,
  ): Promise<Person> {
    const guest = createClient({ baseUrl: this.#url, locale: () => locale });
    let page = this.#notebook.person(key);
    const enter = async (): Promise<{ token: string; account_id: string }> => {
      const { token, account } = await patiently(() => signIn(guest));
      page = { token, account_id: account.id };
      this.#notebook.keepPerson(key, page);
      return page;
    };
    const known = page ?? (await enter());
    const client = createClient({ baseUrl: this.#url, token: () => page?.token, locale: () => locale });
    const call: Call = async (id, options) => {
      try {
        return await client(id, options);
      } catch (error) {
        // Signed out elsewhere, or a fresh market: comes in again, once.
        if (!(error instanceof ApiError) || error.error.type !== "authentication") throw error;
        await enter();
        return client(id, options);
      }
    };
    return { key, locale, account_id: known.account_id, call, token: () => page?.token ?? "" };
  }
}

/** The server may still be opening: tries for half a minute. */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 0; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ApiError) || error.error.type !== "unavailable" || count > 300) throw error;
      await clock.sleep(100);
    }
  }
}

/** Lets the world say no: a refusal is part of life and answers null; a bug of ours is thrown. */
export async function tolerantly<T>(attempt: () => Promise<T>): Promise<T | null> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}
