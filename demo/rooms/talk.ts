import type { Chance } from "../chance.ts";
import type { Line, ShopScript } from "../script.ts";
import { usualLines } from "./usual-lines.ts";

/** A line is not heard again before this many others were. */
const apart_max = 40;

/**
 * What is said in one shop's room: its own lines and some that every buyer asks, each with the answer that is true here.
 * Nothing repeats while it could still be on somebody's screen.
 */
export class Talk {
  /** All that is known here, in both languages: a visitor is answered in theirs. */
  readonly #lines: readonly Line[];
  /** What people say by themselves: in the room's language. */
  readonly #spoken: readonly Line[];
  readonly #chance: Chance;
  readonly #recent: string[] = [];

  constructor(script: ShopScript, chance: Chance) {
    this.#chance = chance;
    this.#lines = [...script.lines, ...usualLines(script, chance)];
    this.#spoken = this.#lines.filter((line) => line.locale === script.locale);
  }

  /** Something to say in this room while that product is being shown; null when everything was just said. */
  next(pinned: string | null): Line | null {
    const fresh = this.#spoken.filter((line) => !this.#recent.includes(line.text));
    // Most talk about what they see, some about the shop, few about something else in the bag.
    const about = fresh.filter((line) => line.product === pinned && pinned !== null);
    const anything = fresh.filter((line) => line.product === null);
    const die = this.#chance.next();
    const lists = die < 0.5 ? [about, anything, fresh] : die < 0.9 ? [anything, about, fresh] : [fresh];
    const list = lists.find((one) => one.length > 0);
    if (list === undefined) return null;
    const line = this.#chance.pick(list);
    this.#recent.push(line.text);
    if (this.#recent.length > Math.min(apart_max, this.#spoken.length - 12)) this.#recent.shift();
    return line;
  }

  /** The host's answer to something a visitor wrote, found by what it shares with the questions known here. */
  answer(text: string): string | null {
    const asked = piecesOf(text);
    let best: { reply: string; score: number } | null = null;
    for (const line of this.#lines) {
      if (line.reply === null) continue;
      const pieces = piecesOf(line.text);
      const shared = [...pieces].filter((piece) => asked.has(piece)).length;
      const score = shared / Math.sqrt(pieces.size * asked.size || 1);
      if (score > 0.3 && score > (best?.score ?? 0)) best = { reply: line.reply, score };
    }
    return best?.reply ?? null;
  }
}

const small = new Set("a an the is are do does did can you i it of to in on for and or your my this that".split(" "));

/** English words and Chinese pairs of characters. */
function piecesOf(text: string): Set<string> {
  const lower = text.toLowerCase();
  const words = (lower.match(/[a-z]{2,}/g) ?? []).filter((word) => !small.has(word));
  const pairs = (lower.match(/[\u4e00-\u9fff]+/g) ?? []).flatMap((run) =>
    Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => run.slice(at, at + 2)),
  );
  return new Set([...words, ...pairs]);
}
