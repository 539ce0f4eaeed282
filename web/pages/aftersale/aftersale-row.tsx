import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Aftersale } from "../../../contract/aftersales.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { Time } from "../../ui/time.tsx";
import { AftersaleBadge } from "./aftersale-badge.tsx";
import type { Viewer } from "./aftersale-body.tsx";
import { useLeft } from "./deadline-line.tsx";
import { takesEvidence } from "./open-state.ts";

/** An after-sale in a list: what, how much, where it stands, and how long there is. */
export function AftersaleRow({ aftersale, viewer }: { readonly aftersale: Aftersale; readonly viewer: Viewer }) {
  const t = useTranslations("aftersale");
  const [line, ...others] = aftersale.lines;
  const place =
    viewer === "buyer"
      ? ({ to: "/aftersales/$aftersale_id", params: { aftersale_id: aftersale.id } } as const)
      : viewer === "seller"
        ? ({ to: "/sell/aftersales/$aftersaleId", params: { aftersaleId: aftersale.id } } as const)
        : ({ to: "/desk/aftersales/$aftersaleId", params: { aftersaleId: aftersale.id } } as const);
  return (
    <Link {...place} className="card flex gap-3 p-3 transition duration-150 hover:bg-wash">
      <Picture picture={line?.picture} alt="" size="small" className="size-14 shrink-0 rounded-s" />
      <span className="grid min-w-0 flex-1 content-start gap-0.5">
        <span className="truncate font-semibold">
          {line?.title}
          {others.length > 0 && ` +${others.length}`}
        </span>
        <span className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>{t(`ways.${aftersale.way}`)}</span>
          <span>{viewer === "buyer" ? aftersale.shop.name : aftersale.buyer_name}</span>
          {viewer === "operator" && <span>{aftersale.shop.name}</span>}
          <Time at={aftersale.created_at} />
        </span>
        <Left aftersale={aftersale} viewer={viewer} />
      </span>
      <span className="grid content-start justify-items-end gap-1">
        <Price money={aftersale.amount} />
        <AftersaleBadge aftersale={aftersale} viewer={viewer} />
      </span>
    </Link>
  );
}

/** How long there is until something happens by itself; of a dispute also which of its two parts that is. */
function Left({ aftersale, viewer }: { readonly aftersale: Aftersale; readonly viewer: Viewer }) {
  const t = useTranslations("aftersale");
  const gathering = takesEvidence(aftersale, viewer);
  const until = gathering ? aftersale.evidence_until : (aftersale.deadline?.at ?? null);
  const left = useLeft(until ?? "");
  if (until === null) return null;
  return (
    <span data-varies className="num text-sm text-amber-text">
      {gathering ? t("evidenceLeft", { left }) : aftersale.state === "dispute" ? t("rulingLeft", { left }) : left}
    </span>
  );
}
