/** What the demo knows about a shop before it exists: words, prices and the names of its drawings. */

/** The same thing said in both languages; neither is a translation word by word. */
export interface Said {
  readonly zh: string;
  readonly en: string;
}

export const shopCategories = [
  "farm",
  "tea",
  "ceramics",
  "outdoor",
  "tools",
  "kitchen",
  "textile",
  "snacks",
  "stationery",
  "flowers",
  "pets",
  "soap",
] as const;
export type ShopCategory = (typeof shopCategories)[number];

export interface ArtVariant {
  readonly title: Said;
  /** Fen. */
  readonly price: number;
  readonly compare_at_price: number | null;
  readonly compare_at_basis: Said | null;
  readonly initial_stock: number;
}

export interface ArtProduct {
  readonly slug: string;
  readonly title: Said;
  readonly description: Said;
  readonly unit: Said;
  /** Fen; 0 is free. */
  readonly shipping_fee: number;
  readonly return_policy: "seven_days" | "exempt_perishable" | "exempt_made_to_order";
  readonly variants: readonly ArtVariant[];
  /** Art ids for `drawPicture`: the whole thing first, then a closer look. */
  readonly pictures: readonly string[];
  readonly talking_points: readonly Said[];
}

/** What a viewer says in the room, and what the host answers when it is a question. */
export interface ArtChatLine {
  readonly language: "zh" | "en";
  readonly text: string;
  readonly reply: string | null;
  /** Slug of the product it is about; null when it is about the shop, the parcel or nothing. */
  readonly product: string | null;
}

export interface ArtShop {
  readonly slug: string;
  readonly category: ShopCategory;
  readonly name: Said;
  readonly intro: Said;
  readonly dispatch_hours: number;
  readonly host: {
    readonly name: Said;
    readonly headline: Said;
    readonly bio: Said;
    readonly region: Said;
    /** Art id. */
    readonly avatar: string;
  };
  /** Art ids. */
  readonly logo: string;
  readonly banner: string;
  readonly session_title: Said;
  /** A film in loops/ named `<loop>.flv` with its cover `<loop>.jpg`; null for a shop without a film. */
  readonly loop: string | null;
  /** Whether the demo keeps this shop's room on air. */
  readonly on_air: boolean;
  readonly products: readonly ArtProduct[];
  readonly chat: readonly ArtChatLine[];
}

/** A variant at its everyday price. */
export function at(title: Said | string, price: number, initial_stock: number): ArtVariant {
  return { title: saidOf(title), price, compare_at_price: null, compare_at_basis: null, initial_stock };
}

/** A variant with a struck-through price: `was` in fen, and what it compares with. */
export function reduced(
  title: Said | string,
  price: number,
  was: number,
  basis: Said,
  initial_stock: number,
): ArtVariant {
  return { title: saidOf(title), price, compare_at_price: was, compare_at_basis: basis, initial_stock };
}

/**
 * The usual basis of a comparison here. A shop that opened a minute ago has no earlier sales of its own to compare with,
 * so it names somebody else's price and where that stands.
 */
export const suggested: Said = {
  zh: "生产者建议零售价，见包装标签",
  en: "The maker's suggested retail price, on the label",
};

/** Numbers and measures read the same in both languages; words belong to a shop that is written in one. */
const saidOf = (title: Said | string): Said => (typeof title === "string" ? { zh: title, en: title } : title);

export function say(zh: string, en: string): Said {
  return { zh, en };
}

/** A product whose two pictures carry its slug. */
export function product(slug: string, fields: Omit<ArtProduct, "slug" | "pictures">): ArtProduct {
  return { slug, pictures: [slug, `${slug}/detail`], ...fields };
}

/** A Chinese question and the host's answer. */
export function ask(product_slug: string | null, text: string, reply: string): ArtChatLine {
  return { language: "zh", text, reply, product: product_slug };
}

/** An English question; a host here answers in English too. */
export function askEnglish(product_slug: string | null, text: string, reply: string): ArtChatLine {
  return { language: "en", text, reply, product: product_slug };
}

/** Something said that wants no answer. */
export function remark(text: string, language: "zh" | "en" = "zh"): ArtChatLine {
  return { language, text, reply: null, product: null };
}
