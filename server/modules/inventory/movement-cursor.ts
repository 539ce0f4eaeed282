import { refuse } from "../../kernel/refusal.ts";

/** Behind which movement the next page begins. */
export interface MovementPlace {
  readonly at: Date;
  readonly place: string;
}

export function cursorAfter({ at, place }: MovementPlace): string {
  return `${at.getTime()}.${place}`;
}

/** Refuses `invalid_param` for what we did not hand out. */
export function placeOfCursor(cursor: string): MovementPlace {
  const found = /^(\d{1,15})\.([abc][0-9a-z_]{1,100})$/.exec(cursor);
  if (found === null) refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return { at: new Date(Number(found[1])), place: found[2] ?? "" };
}
