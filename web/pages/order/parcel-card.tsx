import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Parcel, ParcelState } from "../../../contract/order-life.ts";
import type { Order } from "../../../contract/orders.ts";
import { classNames } from "../../ui/class-names.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { Time } from "../../ui/time.tsx";
import { carrierText } from "./carrier-text.ts";

const tones: Readonly<Record<ParcelState, Tone>> = {
  shipped: "soon",
  in_transit: "soon",
  out_for_delivery: "soon",
  problem: "bad",
  delivered: "good",
  returned: "bad",
};

interface Props {
  readonly order: Order;
  readonly parcel: Parcel;
  /** Its number among the parcels of the order, from 1; null where it is the only one and nothing waits. */
  readonly number: number | null;
  /** What somebody may do with it. */
  readonly children?: ReactNode;
}

/** A parcel: who has it, where it is, what is in it where there are several, and the whole way behind a tap. */
export function ParcelCard({ order, parcel, number, children }: Props) {
  const t = useTranslations("order.parcel");
  const words = useTranslations("order");
  const locale = useLocale();
  return (
    <article className="grid gap-3" aria-label={number === null ? t("one") : t("numbered", { number })}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">
          {number === null ? carrierText(parcel.carrier, locale) : t("numbered", { number })}
          {number !== null && (
            <span className="ml-2 font-normal text-muted">{carrierText(parcel.carrier, locale)}</span>
          )}
        </h3>
        <StateBadge tone={tones[parcel.state]}>{t(`states.${parcel.state}`)}</StateBadge>
      </div>
      <CopyField label={words("tracking")} value={parcel.tracking_number} />
      {number !== null && <Contents order={order} parcel={parcel} />}
      {parcel.corrections.map((was) => (
        <p key={was.corrected_at} className="num text-xs text-muted">
          {t("corrected", { carrier: carrierText(was.carrier, locale), number: was.tracking_number })}
        </p>
      ))}
      <Way parcel={parcel} />
      {children}
    </article>
  );
}

function Contents({ order, parcel }: Pick<Props, "order" | "parcel">) {
  const words = useTranslations("order");
  const titles = new Map(order.lines.map((line) => [line.id, line]));
  return (
    <ul className="grid gap-0.5 text-sm">
      {parcel.lines.map(({ line_id, quantity }) => {
        const line = titles.get(line_id);
        return (
          <li key={line_id} className="flex justify-between gap-4">
            <span className="min-w-0 truncate">
              {line?.title} <span className="text-muted">{line?.variant_title}</span>
            </span>
            <span className="num shrink-0">{words("quantity", { count: quantity })}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Where it was, the newest first; more than the newest lies behind a tap. */
function Way({ parcel }: { readonly parcel: Parcel }) {
  const t = useTranslations("order.parcel");
  const stations = [
    ...parcel.events.map((event) => ({ ...event, id: `${event.at} ${event.code} ${event.text}` })),
    { code: "shipped" as const, at: parcel.shipped_at, text: "", place: "", source: "shop" as const, id: "shipped" },
  ];
  const [newest, ...older] = stations;
  if (newest === undefined) return null;
  return (
    <div>
      <ol className="grid">
        <Station {...newest} first />
      </ol>
      {older.length > 0 && (
        <details className="group">
          <summary className="inline-flex min-h-9 cursor-pointer items-center gap-1 text-sm text-muted hover:text-ink">
            <ChevronDown size={15} aria-hidden className="transition-transform group-open:rotate-180" />
            {t("way", { count: older.length })}
          </summary>
          <ol className="mt-1 grid gap-3">
            {older.map(({ id, ...station }) => (
              <Station key={id} {...station} />
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

interface StationProps {
  readonly code: ParcelState;
  readonly at: string;
  readonly text: string;
  readonly place: string;
  readonly source: "carrier" | "shop";
  readonly first?: boolean;
}

function Station({ code, at, text, place, source, first = false }: StationProps) {
  const t = useTranslations("order.parcel");
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className={classNames("mt-1.5 size-2.5 shrink-0 rounded-full", first ? "bg-ink" : "bg-line-strong")}
      />
      <span className="min-w-0 flex-1">
        <span className={first ? "font-semibold" : undefined}>{text === "" ? t(`states.${code}`) : text}</span>
        <span className="block text-xs text-muted">
          <Time at={at} />
          {place !== "" && ` · ${place}`}
          {source === "shop" && code !== "shipped" && ` · ${t("byHand")}`}
        </span>
      </span>
    </li>
  );
}
