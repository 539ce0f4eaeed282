import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { DemoChip } from "../../frame/demo-chip.tsx";
import { UnpaidBar } from "../order/unpaid-bar.tsx";
import { ChatLines } from "./chat-lines.tsx";
import { FlashCard } from "./flash-card.tsx";
import { HostChip } from "./host-chip.tsx";
import { PinnedCard } from "./pinned-card.tsx";
import type { RoomView } from "./room-view.ts";
import { SocketNote } from "./socket-note.tsx";
import { RoomBar } from "./room-bar.tsx";
import { SellerChip } from "./seller-chip.tsx";
import { ViewersChip } from "./viewers-chip.tsx";

/** Everything that floats on the picture of a phone: who top left, how many top right, talk and goods where a thumb is. */
export function PhoneOverlay({ view }: { readonly view: RoomView }) {
  const t = useTranslations("room");
  return (
    <div className="pointer-events-none absolute inset-0 z-20 flex flex-col justify-between px-3 pt-[calc(env(safe-area-inset-top)+10px)] pb-[calc(env(safe-area-inset-bottom)+12px)] *:pointer-events-auto">
      <div className="!pointer-events-none grid gap-2 *:pointer-events-auto">
        <h1 className="sr-only">{view.session?.title ?? view.room.host.name}</h1>
        <div className="flex items-center justify-between gap-2">
          <HostChip view={view} />
          <div className="flex items-center gap-1.5">
            {view.onAir && <ViewersChip view={view} />}
            <Link to="/" aria-label={t("back")} className="chip grid size-9 shrink-0 place-items-center rounded-full">
              <X size={18} aria-hidden />
            </Link>
          </div>
        </div>
        <div className="!pointer-events-none flex items-center gap-1 *:pointer-events-auto">
          {view.session !== null && <SellerChip view={view} />}
          <DemoChip overVideo />
        </div>
        {/* Beside the sound switch, which belongs to the picture: further down stands what the host wrote on it. */}
        <UnpaidBar className="!pointer-events-none -mt-1.5 grid justify-items-end *:pointer-events-auto" />
      </div>
      <div className="!pointer-events-none grid gap-2.5 *:pointer-events-auto">
        <SocketNote />
        {view.onAir && <ChatLines view={view} overVideo />}
        {view.flash !== undefined && <FlashCard sale={view.flash} onBuy={view.buyFlash} />}
        {view.onAir && view.pinned !== undefined && <PinnedCard view={view} product={view.pinned} />}
        <RoomBar view={view} />
      </div>
    </div>
  );
}
