import { Popover } from "radix-ui";
import { useTranslations } from "use-intl";
import type { RoomView } from "./room-view.ts";

/** How many people watch; a tap tells how they are counted. */
export function ViewersChip({ view }: { readonly view: RoomView }) {
  const t = useTranslations("room");
  if (view.session === null) return null;
  const { viewers, likes } = view.session;
  return (
    <Popover.Root>
      <Popover.Trigger className="chip num flex min-h-9 items-center gap-2 rounded-full px-3 text-xs whitespace-nowrap">
        <span className="flex items-center gap-1.5 font-bold">
          <span aria-hidden className="size-1.5 rounded-full bg-[#ff5a33] shadow-[0_0_0_3px_#ff5a3344]" />
          {t("live")}
        </span>
        {t("watching", { count: viewers })}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content sideOffset={8} collisionPadding={12} className="z-60 max-w-72 animate-pop rounded-m border border-line bg-surface p-4 text-sm text-ink shadow-lg outline-none">
          <p className="num font-semibold">{t("watchingTitle", { count: viewers })}</p>
          <p className="mt-1 text-muted">{t("watchingText")}</p>
          <p className="num mt-2 text-muted">{t("likesText", { count: likes })}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
