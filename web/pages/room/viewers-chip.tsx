import { useTranslations } from "use-intl";
import { Proof } from "../../ui/proof.tsx";
import type { RoomView } from "./room-view.ts";

/** How many people watch; a tap tells how they are counted. */
export function ViewersChip({ view }: { readonly view: RoomView }) {
  const t = useTranslations("room");
  if (view.session === null) return null;
  const { viewers, likes } = view.session;
  return (
    <Proof
      triggerClass="chip num flex min-h-9 items-center gap-2 rounded-full px-3 text-xs whitespace-nowrap"
      trigger={
        <>
          <span className="flex items-center gap-1.5 font-bold">
            <span aria-hidden className="size-1.5 rounded-full bg-[#ff5a33] shadow-[0_0_0_3px_#ff5a3344]" />
            {t("live")}
          </span>
          <span data-varies>{t("watching", { count: viewers })}</span>
        </>
      }
    >
      <p className="num font-semibold">{t("watchingTitle", { count: viewers })}</p>
      <p className="mt-1 text-muted">{t("watchingText")}</p>
      <p className="num mt-2 text-muted">{t("likesText", { count: likes })}</p>
    </Proof>
  );
}
