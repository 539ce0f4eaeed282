/** One SQL statement with comments and the insides of strings blanked out, so that words in them mean nothing. */
export interface Statement {
  readonly text: string;
  /** Where `text` begins in the file: offsets add up. */
  readonly offset: number;
}

/** Splits a migration at top-level semicolons. Dollar-quoted bodies stay whole and readable. */
export function splitStatements(source: string): Statement[] {
  const text = blank(source);
  const statements: Statement[] = [];
  let from = 0;
  let dollar: string | null = null;
  const push = (to: number): void => {
    const part = text.slice(from, to);
    const lead = part.length - part.trimStart().length;
    if (part.trim() !== "") statements.push({ text: part.trim(), offset: from + lead });
    from = to + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const tag = text[at] === "$" ? /^\$\w*\$/.exec(text.slice(at, at + 64))?.[0] : undefined;
    if (tag !== undefined && (dollar === null || dollar === tag)) {
      dollar = dollar === null ? tag : null;
      at += tag.length - 1;
    } else if (text[at] === ";" && dollar === null) {
      push(at);
    }
  }
  push(text.length);
  return statements;
}

/** Comments and string contents become blanks of the same length. */
function blank(source: string): string {
  const spaces = (text: string): string => text.replace(/[^\n]/g, " ");
  return source.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (match) =>
    match.startsWith("'") ? `'${spaces(match.slice(1, -1))}'` : spaces(match),
  );
}

/** Splits at commas outside parentheses; each part with its offset in `text`. */
export function splitCommas(text: string): { text: string; offset: number }[] {
  const parts: { text: string; offset: number }[] = [];
  let depth = 0;
  let from = 0;
  const push = (to: number): void => {
    const part = text.slice(from, to);
    const lead = part.length - part.trimStart().length;
    if (part.trim() !== "") parts.push({ text: part.trim(), offset: from + lead });
    from = to + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    else if (text[at] === ")") depth -= 1;
    else if (text[at] === "," && depth === 0) push(at);
  }
  push(text.length);
  return parts;
}

/** The column names of `(a, b desc, lower(c))`; an expression stands as its own text. */
export function columnsOf(list: string): string[] {
  return splitCommas(list).map((part) => /^"?(\w+)"?(?=\s|$)/.exec(part.text)?.[1] ?? part.text);
}

/** Chance and time that the database would make by itself. */
export const banned =
  /\b(now\s*\(|current_(?:timestamp|date|time)\b|localtime(?:stamp)?\b|(?:clock|statement|transaction)_timestamp\s*\(|timeofday\s*\(|gen_random_uuid\s*\(|uuid_generate_\w+\s*\(|uuidv[47]\s*\(|(?<![\w.])random\s*\()/i;
