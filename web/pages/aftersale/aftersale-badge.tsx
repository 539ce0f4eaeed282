import { useTranslations } from "use-intl";
import type { Aftersale } from "../../../contract/aftersales.ts";
import { StateBadge } from "../../ui/state-badge.tsx";
import { aftersaleTones } from "./aftersale-tone.ts";
import { isRefused, takesEvidence } from "./open-state.ts";

/** Where an after-sale stands, in a word. */
export function AftersaleBadge({
  aftersale,
  viewer,
}: {
  readonly aftersale: Aftersale;
  readonly viewer: "buyer" | "seller" | "operator";
}) {
  const t = useTranslations("aftersale");
  if (isRefused(aftersale)) return <StateBadge tone="bad">{t("refundRefused")}</StateBadge>;
  if (takesEvidence(aftersale, viewer)) return <StateBadge tone="soon">{t("takingEvidence")}</StateBadge>;
  return <StateBadge tone={aftersaleTones[aftersale.state]}>{t(`states.${aftersale.state}`)}</StateBadge>;
}
