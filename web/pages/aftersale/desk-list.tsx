import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Aftersale } from "../../../contract/aftersales.ts";
import type { Pages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import type { Viewer } from "./aftersale-body.tsx";
import { AftersaleRow } from "./aftersale-row.tsx";

/** What a desk is asked to look at. */
export const deskTabs = ["seller", "near", "buyer", "operator", "system", "ended", "all"] as const;
export type DeskTab = (typeof deskTabs)[number];

/** The tab as the API asks for it. */
export function queryOf(tab: DeskTab): Readonly<Record<string, string>> {
  if (tab === "all") return {};
  if (tab === "ended") return { only: "ended" };
  if (tab === "near") return { only: "open", deadline: "near" };
  return { turn: tab };
}

export function useTabLabel(): (tab: DeskTab) => string {
  const t = useTranslations("aftersale");
  return (tab) => (tab === "all" || tab === "ended" || tab === "near" ? t(tab) : t(`turns.${tab}`));
}

export function DeskList({ pages, viewer }: { readonly pages: Pages<Aftersale>; readonly viewer: Viewer }) {
  const t = useTranslations("aftersale");
  if (pages.items === undefined)
    return pages.error === null ? <RowsSkeleton /> : <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items.length === 0)
    return <EmptyState icon={<CircleCheck size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyDesk")} />;
  return (
    <>
      <ul className="grid gap-2">
        {pages.items.map((one) => (
          <li key={one.id}>
            <AftersaleRow aftersale={one} viewer={viewer} />
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}
