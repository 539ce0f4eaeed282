/** An answer that can say itself as JSON without becoming an object first. `text` is `JSON.stringify` of what `toJSON` gives. */
export abstract class WireText {
  abstract toJSON(): unknown;
  abstract text(): string;
}
/** One that says a `T`. */
export interface WireTextOf<T> extends WireText {
  toJSON(): T;
}

/** Fills the slots of a template, by name. */
export type Filled = (values: Readonly<Record<string, string>>) => string;

/**
 * The JSON of many objects that are alike but for some texts: written once with marks in their places, then filled in for each.
 * `make` puts `slot(name)` wherever a text differs, as a whole value. `nonce` is a text that nobody else can know or say.
 */
export function jsonTemplate(nonce: string, make: (slot: (name: string) => string) => unknown): Filled {
  const names: string[] = [];
  const slot = (name: string): string => {
    names.push(name);
    return `${nonce}:${names.length - 1}`;
  };
  const parts = JSON.stringify(make(slot)).split(new RegExp(`"${nonce}:(\\d+)"`));
  // Every second part is the number of a slot.
  const steps = parts.map((part, index) => (index % 2 === 0 ? part : (names[Number(part)] ?? "")));
  return (values) => {
    let text = "";
    for (const [index, step] of steps.entries()) text += index % 2 === 0 ? step : JSON.stringify(values[step] ?? "");
    return text;
  };
}
