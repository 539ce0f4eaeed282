import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useCall } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { useMyShop } from "./my-shop.ts";

const look_ms = 15_000;

/** Who is on air for the shop at this moment: the way to the room, and for the host the way back to the studio. */
export function OnAirNow() {
  const t = useTranslations("merchant.sessions");
  const shop = useMyShop();
  const account = useAccount();
  const rooms = useCall("listRooms", { query: { shop_id: shop.id } }, { refetchInterval: look_ms }).data?.data ?? [];
  const live = rooms.flatMap(({ session }) => session ?? []);
  if (live.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label={t("onAir")}>
      {live.map((session) => (
        <li key={session.id} className="card flex flex-wrap items-center gap-x-3 gap-y-2 p-3">
          <StateBadge tone="live">{t("onAir")}</StateBadge>
          <span className="grid min-w-0 flex-1 basis-40">
            <span className="truncate font-semibold">{session.title}</span>
            <span className="truncate text-sm text-muted">{session.host.name}</span>
          </span>
          <span className="flex gap-2">
            <Link to="/rooms/$roomId" params={{ roomId: session.room_id }} className={buttonClass("quiet", "s")}>
              {t("toRoom")}
            </Link>
            {session.host.id === account?.id && (
              <Link to="/studio" className={buttonClass("solid", "s")}>
                {t("toStudio")}
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
