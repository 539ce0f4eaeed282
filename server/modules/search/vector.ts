import { beginningsOf, termsOfText, wholeTerms, type Question, type Term } from "./terms.ts";

/** Where a text stands: its weight in the ranking, A the most. */
export type Weight = "A" | "B" | "C" | "D";

/** Turns a term into a fingerprint that only this deployment can make (kernel/seal.ts). */
export type Print = (term: string) => string;

export interface Said {
  readonly text: string;
  readonly weight: Weight;
  /** A person's name: kept as fingerprints only. */
  readonly personal?: boolean;
}

const quote = (lexeme: string): string => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
const printed = (print: Print, term: string): string => `h${print(term)}`;
const below = { A: "B", B: "C", C: "D", D: "D" } as const;
const lexemes_max = 3_000;

/**
 * A tsvector as PostgreSQL reads it, made by us: no dictionary of the database has a say, so it is the same on every
 * machine. Pinyin and initials weigh less than words, since they fit
 * many: those of a whole word the more, those of any neighbours the least; and in a title more than below it.
 */
export function vectorOf(said: readonly Said[], print: Print): string {
  const heaviest = new Map<string, Weight>();
  const add = (lexeme: string, weight: Weight): void => {
    const before = heaviest.get(lexeme);
    if (before === undefined ? heaviest.size < lexemes_max : weight < before) heaviest.set(lexeme, weight);
  };
  for (const { text, weight, personal = false } of said) {
    // The title alone is asked for from its beginning.
    const terms = weight === "A" ? [...wholeTerms(text), ...termsOfText(text)] : termsOfText(text);
    for (const term of terms) {
      const own = /^[pi]/.test(term) ? (weight === "A" ? "C" : "D") : /^[yj]/.test(term) ? below[weight] : weight;
      if (!personal) add(term, own);
      else for (const beginning of beginningsOf(term)) add(printed(print, beginning), own);
    }
  }
  return [...heaviest].map(([lexeme, weight]) => `${quote(lexeme)}:1${weight}`).join(" ");
}

/** What must match, and what the ranking looks at, as PostgreSQL reads queries. Only terms of ours are in it, quoted. */
export function queryOf(question: Question, print: Print): { readonly match: string; readonly rank: string } {
  const atom = (term: Term): string =>
    `(${quote(term.text)}${term.prefix ? ":*" : ""} | ${quote(printed(print, term.text))})`;
  const each = question.all.map(({ ways }) => `(${ways.map((way) => `(${way.map(atom).join(" & ")})`).join(" | ")})`);
  const loose = [...question.all.flatMap(({ ways }) => ways.flat()), ...question.better].map(atom);
  return { match: each.join(" & "), rank: [...new Set(loose)].join(" | ") };
}
