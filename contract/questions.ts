/** Words that close a question in Chinese without a question mark. */
const closing = /(?:吗|呢|么|嘛|不|没有|没)[\s。.!！~～]*$/u;
const opening =
  /^(?:请问|怎么|什么|哪|谁|几|多少|多大|how|what|when|where|which|who|why|can|could|do|does|is|are|will)(?![a-z])/iu;
const asks = /(?:多少|几[个斤天点号件克]|怎么|什么时候|哪里|哪个|能不能|有没有|是不是|可不可以)/u;

/** Does this line ask something? A guess that errs on the side of raising it: a host would rather see one too many. */
export function isQuestion(text: string): boolean {
  const line = text.trim();
  if (/[?？]/u.test(line)) return true;
  return closing.test(line) || asks.test(line) || (opening.test(line) && [...line].length > 3);
}

/** How an answer to somebody begins. */
export const mentionOf = (name: string): string => `@${name} `;

/** A line of a chat, as far as questions go. */
export interface AskedLine {
  readonly id: string;
  readonly name: string;
  readonly role: "viewer" | "host" | "staff";
  readonly text: string;
}

/** Questions of viewers that neither host nor shop answered by name afterwards, oldest first. `lines`: oldest first. Pure. */
export function openQuestions<T extends AskedLine>(lines: readonly T[]): readonly T[] {
  let open: readonly T[] = [];
  for (const line of lines) {
    if (line.role === "viewer") open = isQuestion(line.text) ? [...open, line] : open;
    else open = open.filter(({ name }) => !line.text.startsWith(mentionOf(name)));
  }
  return open;
}
