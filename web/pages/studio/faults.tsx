import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import type { Studio } from "../../../contract/live.ts";
import { useEncoderTexts } from "./encoder-facts.tsx";
import { stock_low_units, stockOf } from "./stock.ts";

const bitrate_kbps_min = 400;

/** What goes wrong while the picture still runs, in plain words; nothing while all is well. */
export function Faults({
  encoder,
  pinned,
}: {
  readonly encoder: Studio["encoder"];
  readonly pinned: Product | undefined;
}) {
  const t = useTranslations("cockpit.fault");
  const texts = useEncoderTexts(encoder);
  const stock = pinned === undefined ? null : stockOf(pinned);
  const low = encoder.connected && encoder.bitrate_kbps !== null && encoder.bitrate_kbps > 0;
  const faults = [
    low && (encoder.bitrate_kbps ?? 0) < bitrate_kbps_min ? t("low", { value: texts.bitrate }) : null,
    encoder.connected && !encoder.sound ? t("silent") : null,
    pinned !== undefined && stock === 0 ? t("soldOut", { title: pinned.title }) : null,
    pinned !== undefined && stock !== null && stock > 0 && stock < stock_low_units
      ? t("stock", { title: pinned.title, count: stock })
      : null,
  ].filter((fault) => fault !== null);
  if (faults.length === 0) return null;
  return (
    <div role="status">
      <ul className="grid gap-1 rounded-m bg-amber/15 px-4 py-2 text-amber-text">
        {faults.map((fault) => (
          <li key={fault} className="flex items-center gap-2">
            <TriangleAlert size={17} aria-hidden className="shrink-0" />
            {fault}
          </li>
        ))}
      </ul>
    </div>
  );
}
