import { cutsOf, readingOf, readingsOf } from "./pinyin.ts";

/**
 * How text is cut for the index and how a question is cut to match it. Chinese has no spaces, so neighbours make the
 * terms: whatever holds a phrase holds all of its pairs. Letters: c a character or a pair, w a word of another script,
 * p two syllables of pinyin, i up to four initials. For the ranking alone: z a Chinese word, y one by its pinyin, j by
 * its initials, b a whole text from its beginning, e and x a whole text and a word when it is asked for to the end
 * (for PostgreSQL a term and its beginning are one when it ranks).
 */
export interface Term {
  readonly text: string;
  /** Matches terms that begin so as well. */
  readonly prefix: boolean;
}

/** Changed whenever the terms are cut another way: rows of another edition are made anew. */
export const edition = 3;

const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/u;
const pieces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|\p{N}+|[\p{L}\p{M}]+/gu;
const word_chars_max = 32;
const whole_chars_max = 40;
const words = new Intl.Segmenter("zh", { granularity: "word" });

/** One form for full-width letters, capitals and accents: Ａé → ae. */
export const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .normalize("NFKC")
    .toLowerCase();

interface Piece {
  readonly chinese: boolean;
  readonly text: string;
}

const cut = (text: string): readonly Piece[] =>
  [...fold(text).matchAll(pieces)].map(([piece]) => ({ chinese: ideographs.test(piece), text: piece }));

/** Everything a text can be found by, each once. */
export function termsOfText(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const piece of cut(text)) {
    if (piece.chinese) addChinese(terms, piece.text);
    else {
      const word = piece.text.slice(0, word_chars_max);
      terms.add(`w${word}`).add(`x${word}`);
    }
  }
  return terms;
}

function addChinese(terms: Set<string>, run: string): void {
  const chars = [...run];
  const readings = chars.map(readingsOf);
  for (const [index, char] of chars.entries()) {
    const next = chars[index + 1];
    terms.add(`c${char}`);
    for (const one of readings[index] ?? []) terms.add(`p${one}`);
    if (next === undefined) continue;
    terms.add(`c${char}${next}`);
    for (const one of readings[index] ?? []) for (const two of readings[index + 1] ?? []) terms.add(`p${one}.${two}`);
  }
  addInitials(
    terms,
    readings.map((ways) => [...new Set(ways.map((one) => one.charAt(0)))]),
  );
  const known = [...words.segment(run)].map(({ segment }) => segment).filter((word) => [...word].length > 1);
  for (const word of known) terms.add(`z${word}`);
  for (const word of new Set([...known, ...edgesOf(chars)])) {
    const read = readingOf(word);
    if (read.length > 0) terms.add(`y${read.join("")}`).add(`j${initialsOf(read)}`);
  }
}

/** What a run begins and ends with: the thing itself stands last (眉县徐香猕猴桃), and dictionaries know few of its names. */
function edgesOf(chars: readonly string[]): readonly string[] {
  const lengths = [2, 3, 4].filter((length) => length <= chars.length);
  return lengths.flatMap((length) => [chars.slice(0, length).join(""), chars.slice(-length).join("")]);
}

const initialsOf = (syllables: readonly string[]): string => syllables.map((one) => one.charAt(0)).join("");

/**
 * A text from its beginning, as it is typed: in its own letters, by its pinyin, by its initials. What is asked for and
 * is the whole of a title stands before what a title begins with, and that before what stands inside of one.
 */
export function wholeTerms(text: string): ReadonlySet<string> {
  const found = cut(text);
  if (found.length === 0) return new Set();
  const whole = (say: (piece: Piece) => string): string => found.map(say).join("").slice(0, whole_chars_max);
  const ways = [
    whole((piece) => piece.text),
    whole((piece) => (piece.chinese ? readingOf(piece.text).join("") : piece.text)),
    whole((piece) => (piece.chinese ? initialsOf(readingOf(piece.text)) : piece.text)),
  ];
  return new Set(ways.flatMap((way) => [`b${way}`, `e${way}`]));
}

/**
 * How many initials in a row make a term. Pairs alone would let "zzzz" find whatever holds one "zz": a letter says so
 * little that its neighbours have to be the same ones, not only of the same kind.
 */
const initials_max = 4;

function addInitials(terms: Set<string>, letters: readonly (readonly string[])[]): void {
  for (const start of letters.keys()) {
    let runs = [""];
    for (const here of letters.slice(start, start + initials_max)) {
      runs = runs.flatMap((run) => here.map((letter) => run + letter));
      for (const run of runs) terms.add(`i${run}`);
    }
  }
}

/** What a question demands: every one of `all` in at least one of its ways, a way being terms that must all be there. */
export interface Question {
  readonly all: readonly { readonly ways: readonly (readonly Term[])[] }[];
  /** Raises what holds it; demands nothing. */
  readonly better: readonly Term[];
}

const pieces_max = 12;
const pairs_max = 40;
const cuts_in_all_max = 32;

const exact = (text: string): Term => ({ text, prefix: false });
const starting = (text: string): Term => ({ text, prefix: true });

/** Null where nothing in it can be looked for (signs, pictures, nothing). */
export function questionOf(text: string): Question | null {
  const found = cut(text).slice(0, pieces_max);
  if (found.length === 0) return null;
  const spelled = found
    .map((piece) => piece.text)
    .join("")
    .slice(0, whole_chars_max);
  const better: Term[] = [starting(`b${spelled}`), exact(`e${spelled}`)];
  for (const word of new Set([spelled, ...found.map((piece) => piece.text.slice(0, word_chars_max))]))
    if (/^[a-z]+$/.test(word)) better.push(exact(`y${word}`), exact(`j${word}`), exact(`x${word}`));
  // Words share the ways to read them: one long word may be read in many, twelve short ones need few.
  const cuts_max = Math.max(4, Math.floor(cuts_in_all_max / found.filter((piece) => !piece.chinese).length));
  const all = found.map((piece, index) => {
    if (!piece.chinese) return { ways: waysOfWord(piece.text, index === found.length - 1, cuts_max) };
    const chars = [...piece.text].slice(0, pairs_max);
    const only = chars[0];
    for (const { segment } of words.segment(chars.join("")))
      if ([...segment].length > 1) better.push(exact(`z${segment}`));
    if (chars.length === 1 && only !== undefined) return { ways: [[exact(`c${only}`)]] };
    return { ways: [chars.slice(1).map((char, at) => exact(`c${chars[at] ?? ""}${char}`))] };
  });
  return { all, better };
}

/** Letters and digits: the word itself, or Chinese spelled in pinyin, or by its initials. */
function waysOfWord(whole: string, last: boolean, cuts_max: number): readonly (readonly Term[])[] {
  const word = whole.slice(0, word_chars_max);
  const ways: (readonly Term[])[] = [[last ? starting(`w${word}`) : exact(`w${word}`)]];
  if (!/^[a-z]+$/.test(word)) return ways;
  for (const syllables of cutsOf(word, cuts_max)) {
    const [first] = syllables;
    if (first === undefined) continue;
    ways.push(
      syllables.length === 1
        ? [starting(`p${first}`)]
        : syllables.slice(1).map((syllable, at) => {
            const pair = `p${syllables[at] ?? ""}.${syllable}`;
            return at === syllables.length - 2 ? starting(pair) : exact(pair);
          }),
    );
  }
  const runs = Math.max(1, word.length - initials_max + 1);
  ways.push(Array.from({ length: runs }, (_, at) => exact(`i${word.slice(at, at + initials_max)}`)));
  return ways;
}

/** The beginnings under which a term that may be asked for by its beginning is to be found; itself the last. */
export function beginningsOf(term: string): readonly string[] {
  if (!/^[wpb]/.test(term)) return [term];
  const from = term.includes(".") ? term.indexOf(".") + 2 : 2;
  return [...Array.from({ length: Math.max(0, term.length - from) }, (_, at) => term.slice(0, from + at)), term];
}
