import { pinyin } from "pinyin-pro";

const options = { toneType: "none", type: "array", v: true } as const;
const known = new Map<string, readonly string[]>();

/** How a character may be read, without tones, "ü" as v and also as u: 重 → zhong, chong. Nothing for what is not Chinese. */
export function readingsOf(char: string): readonly string[] {
  const before = known.get(char);
  if (before !== undefined) return before;
  const read = pinyin(char, { ...options, multiple: true }).filter((one) => /^[a-z]+$/.test(one));
  const readings = [...new Set(read.flatMap((one) => (one.includes("v") ? [one, one.replace("v", "u")] : [one])))];
  known.set(char, readings);
  return readings;
}

/** How a word is read, one syllable for each character, "ü" as v; shorter where a character is not Chinese. */
export function readingOf(word: string): readonly string[] {
  return pinyin(word, options).filter((one) => /^[a-z]+$/.test(one));
}

let syllables: ReadonlySet<string> | null = null;

/** Every syllable a common character is read by; made once, when somebody first types letters (about 60 ms). */
function allSyllables(): ReadonlySet<string> {
  if (syllables !== null) return syllables;
  const found = new Set<string>();
  for (let code = 0x4e00; code <= 0x9fa5; code += 1) {
    for (const one of pinyin(String.fromCodePoint(code), { ...options, multiple: true }))
      if (/^[a-z]+$/.test(one)) found.add(one).add(one.replace("v", "u"));
  }
  // Sighs and measures written with one letter would cut every word into pieces.
  for (const one of ["m", "n", "ng", "hm", "hng"]) found.delete(one);
  syllables = found;
  return found;
}

const syllable_letters_max = 6;

/**
 * The ways to read letters as pinyin: "xian" → [xian], [xi, an]. The last piece may be the beginning of a syllable, as
 * while somebody types. At most `cuts_max` ways, those with the fewest pieces; none for what is no pinyin.
 */
export function cutsOf(letters: string, cuts_max: number): readonly (readonly string[])[] {
  const all = allSyllables();
  // Ways to cut the first n letters, shortest first; kept few, so that long hostile words stay cheap.
  const ways: (readonly string[])[][] = [[[]]];
  for (let end = 1; end <= letters.length; end += 1) {
    const here: (readonly string[])[] = [];
    for (let start = Math.max(0, end - syllable_letters_max); start < end; start += 1) {
      const piece = letters.slice(start, end);
      const last = end === letters.length;
      if (!all.has(piece) && !(last && begins(all, piece))) continue;
      for (const way of ways[start] ?? []) here.push([...way, piece]);
    }
    ways.push(here.toSorted((a, b) => a.length - b.length).slice(0, cuts_max));
  }
  return ways[letters.length] ?? [];
}

function begins(all: ReadonlySet<string>, piece: string): boolean {
  for (const one of all) if (one.startsWith(piece)) return true;
  return false;
}
