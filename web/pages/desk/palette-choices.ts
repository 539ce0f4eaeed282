import { idPrefixes } from "../../../contract/ids.ts";
import { placeOf } from "./audit-text.ts";

/** Somewhere the palette can lead. */
export interface Choice {
  readonly key: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly what:
    | { readonly kind: "page"; readonly label: string }
    | { readonly kind: "id"; readonly id: string; readonly prefix: string }
    | { readonly kind: "find"; readonly where: "accounts" | "shops" | "products"; readonly q: string };
}

const id = new RegExp(`^(${idPrefixes.join("|")})_[0-9a-hjkmnp-tv-z]{26}$`);

/** What typed or pasted text may mean: pages by their name, an id, and last a search in each list. */
export function choicesFor(typed: string, pages: readonly { readonly to: string; readonly label: string }[]): Choice[] {
  const q = typed.trim();
  const prefix = id.exec(q)?.[1];
  if (prefix !== undefined) {
    const place = placeOf(q) ?? { to: "/desk/audit", search: { about: q } };
    return [{ key: q, ...place, what: { kind: "id", id: q, prefix } }];
  }
  const needle = q.toLowerCase();
  const found: Choice[] = pages
    .filter(({ label, to }) => label.toLowerCase().includes(needle) || to.includes(needle))
    .map(({ to, label }) => ({ key: to, to, what: { kind: "page", label } }));
  if (q === "") return found;
  const finds = (
    [
      { where: "accounts", to: "/desk/accounts" },
      { where: "shops", to: "/desk/shops" },
      { where: "products", to: "/desk/products" },
    ] as const
  ).map(({ where, to }): Choice => ({ key: `find ${where}`, to, search: { q }, what: { kind: "find", where, q } }));
  return [...found, ...finds];
}
