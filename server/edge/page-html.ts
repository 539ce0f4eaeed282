import type { Locale } from "../../contract/errors.ts";
import type { Card } from "./page-kinds.ts";

/** Everything that the server writes into the app's page for one request. */
export interface PageParts {
  readonly locale: Locale;
  /** Chosen on this device; null: as the system has it. */
  readonly theme: "light" | "dark" | null;
  /** The page's own address, absolute. */
  readonly url: string;
  readonly public_url: string;
  /** null: a page that is nobody else's business; search engines are asked to leave it alone. */
  readonly card: Card | null;
  /** Scripts that the page needs, as paths. */
  readonly scripts: readonly string[];
  readonly hero: string | null;
  /** What stands there until the app does, as HTML. */
  readonly paint: string;
  /** Answers of the API by path, which the app takes instead of asking. */
  readonly answers: Readonly<Record<string, unknown>>;
}

const description_chars_max = 200;
const names: Readonly<Record<Locale, string>> = { en: "Laotie", "zh-CN": "老铁" };

/** The app's page with its language, its card and its first data. Whatever people wrote stays text. */
export function pageHtml(template: string, parts: PageParts): string {
  // Functions, not strings: "$&" in somebody's title is no pattern of ours.
  return template
    .replace(/<html lang="[^"]*">/, () => `<html lang="${parts.locale}"${themeOf(parts.theme)}>`)
    .replace("/manifest.webmanifest", parts.locale === "en" ? "/manifest.en.webmanifest" : "/manifest.webmanifest")
    .replace(/<!--card-->[\s\S]*<!--\/card-->/, () => headOf(parts))
    .replace("<!--paint-->", () =>
      parts.paint === "" ? "" : `<div data-first-look class="contents">${parts.paint}</div>`,
    )
    .replace("<!--data-->", () => dataOf("first-answers", parts.answers) + laterOf(parts));
}

const themeOf = (theme: PageParts["theme"]): string => (theme === null ? "" : ` data-theme="${theme}"`);

function headOf({ card, locale, url, public_url, scripts, hero, paint }: PageParts): string {
  const site = names[locale];
  const title = card === null ? site : card.type === "website" ? card.title : `${card.title} · ${site}`;
  const lines = [
    `<title>${escaped(title)}</title>`,
    ...(hero === null ? [] : [`<link rel="preload" as="image" href="${escaped(hero)}" fetchpriority="high" />`]),
    ...(paint === "" ? scripts : []).map(
      (script) => `<link rel="modulepreload" crossorigin href="${escaped(script)}" />`,
    ),
  ];
  if (card === null) return [...lines, meta("name", "robots", "noindex")].join("\n    ");
  const text = shortened(card.description);
  const picture = new URL(card.picture ?? "/icons/share.png", public_url).href;
  return [
    ...lines,
    meta("name", "description", text),
    `<link rel="canonical" href="${escaped(url)}" />`,
    meta("property", "og:site_name", site),
    meta("property", "og:type", card.type),
    meta("property", "og:title", card.title),
    meta("property", "og:description", text),
    meta("property", "og:image", picture),
    meta("property", "og:url", url),
    meta("property", "og:locale", locale === "en" ? "en_US" : "zh_CN"),
    meta("name", "twitter:card", card.picture === null ? "summary" : "summary_large_image"),
    meta("name", "twitter:title", card.title),
    meta("name", "twitter:description", text),
    meta("name", "twitter:image", picture),
    ...(card.price === undefined
      ? []
      : [
          meta("property", "product:price:amount", (card.price.amount / 100).toFixed(2)),
          meta("property", "product:price:currency", card.price.currency),
        ]),
  ].join("\n    ");
}

const meta = (kind: "name" | "property", name: string, content: string): string =>
  `<meta ${kind}="${name}" content="${escaped(content)}" />`;

/** A block of data, which no browser runs and no policy forbids. `<` never appears in it, so nothing can end it early. */
function dataOf(id: string, data: unknown): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`;
}

/** A page that is painted already waits for its style and pictures only; web/boot.ts fetches the scripts after them. */
const laterOf = ({ paint, scripts }: PageParts): string => (paint === "" ? "" : dataOf("later-scripts", scripts));

/** One line of at most so many characters, cut between characters and not inside one. */
function shortened(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, " ").trim()];
  return characters.length <= description_chars_max
    ? characters.join("")
    : `${characters.slice(0, description_chars_max - 1).join("")}…`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? "");
