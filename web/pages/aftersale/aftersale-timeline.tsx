import { useTranslations } from "use-intl";
import type { Aftersale } from "../../../contract/aftersales.ts";
import type { Picture as PictureObject } from "../../../contract/media.ts";
import { Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Time } from "../../ui/time.tsx";
import type { Viewer } from "./aftersale-body.tsx";

/** Pictures somebody showed, each to be opened large. */
export function Evidence({ pictures }: { readonly pictures: readonly PictureObject[] }) {
  const t = useTranslations("aftersale");
  if (pictures.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-wrap gap-2">
      {pictures.map((picture, index) => (
        <li key={picture.id}>
          <a href={picture.urls.large} target="_blank" rel="noreferrer">
            <Picture
              picture={picture}
              alt={t("picture", { number: index + 1 })}
              size="small"
              className="size-18 rounded-s"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Everything that was done and said, the newest first. */
export function Timeline({ aftersale, viewer }: { readonly aftersale: Aftersale; readonly viewer: Viewer }) {
  const t = useTranslations("aftersale");
  const price = usePriceText();
  const who = viewer === "buyer" ? "sidesBuyer" : viewer === "seller" ? "sidesSeller" : "sides";
  return (
    <Section title={t("timeline")}>
      <ol className="grid gap-4">
        {aftersale.timeline.toReversed().map((entry, index) => (
          <li key={entry.version} className="border-l-2 border-line pl-3">
            <p className={index === 0 ? "font-semibold" : undefined}>
              {entry.by === "system"
                ? t(`byItself.${itself(entry, aftersale)}`)
                : t("did", { who: t(`${who}.${entry.by}`), what: t(`done.${entry.action}`) })}
              {entry.amount !== null && !isAboutGoods(entry, aftersale) && (
                <span className="num"> · {price(entry.amount)}</span>
              )}
            </p>
            <p className="text-xs text-muted">
              <Time at={entry.at} />
            </p>
            {entry.note !== "" && entry.action !== "pay_failed" && (
              <p className="mt-1 text-sm whitespace-pre-line">{entry.note}</p>
            )}
            <Evidence pictures={entry.pictures} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Who asks for an exchange asks for no money. */
const isAboutGoods = (entry: Entry, { way }: Aftersale): boolean =>
  way === "exchange" && (entry.action === "apply" || entry.action === "reapply");

type Entry = Aftersale["timeline"][number];

/** What happened by itself: a shop that gives unshipped orders back at once agrees in the moment it is asked. */
function itself(entry: Entry, aftersale: Aftersale): ItselfName {
  if (entry.action === "agree" && entry.at === aftersale.created_at) return "agree_at_once";
  return entry.action as ItselfName;
}
type ItselfName =
  | "agree"
  | "agree_at_once"
  | "decline"
  | "lapse"
  | "rule_for_buyer"
  | "execute"
  | "receive"
  | "confirm_exchange"
  | "paid"
  | "pay_failed";
