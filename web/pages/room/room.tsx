import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { drawn } from "../../api/browser.ts";
import type { SeenFlashSale } from "../../../contract/flash-sales.ts";
import { loadLibrary } from "../../live/player.ts";
import { usePlayer } from "../../live/use-player.ts";
import { useRoom } from "../../live/use-room.ts";
import { buttonClass } from "../../ui/button.tsx";
import { lateSheet } from "../../ui/late-sheet.tsx";
import { useTitle } from "../../ui/page.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { useDesktop } from "../../ui/use-media.ts";
import { useFlash } from "./flash-sales.ts";
import { NextRoom } from "./next-room.tsx";
import { SidePanel } from "./side-panel.tsx";
import { PhoneOverlay } from "./phone-overlay.tsx";
import { Stage } from "./stage.tsx";
import { ViewersChip } from "./viewers-chip.tsx";
import type { RoomView } from "./room-view.ts";

// Sheets come when they are first needed; the picture comes first.
const BuySheet = lateSheet(async () => (await import("../buy/buy-sheet.tsx")).BuySheet);
const BagSheet = lateSheet(async () => (await import("./bag-sheet.tsx")).BagSheet);
const ShareSheet = lateSheet(async () => (await import("../share/share-sheet.tsx")).ShareSheet);
const ProductSheet = lateSheet(async () => (await import("../product/product-sheet.tsx")).ProductSheet);
const SellerSheet = lateSheet(async () => (await import("../shop/seller-sheet.tsx")).SellerSheet);

// The first frame should not wait for one download after the other; the first look of the page comes before both.
void drawn()
  .then(loadLibrary)
  .catch(() => undefined);

const route = getRouteApi("/rooms/$room_id");

/** The live room: full-bleed on a phone, picture and a side panel on a desktop. */
export function RoomPage() {
  const { room_id } = route.useParams() as { readonly room_id: string };
  // Another room is another page: nothing of the first may linger.
  return <RoomOf key={room_id} room_id={room_id} />;
}

function RoomOf({ room_id }: { readonly room_id: string }) {
  const t = useTranslations("room");
  const live = useRoom(room_id);
  const desktop = useDesktop();
  const box = useRef<HTMLDivElement>(null);
  const session = live.room?.session ?? null;
  const onAir = session?.state === "on_air" || session?.state === "interrupted";
  const player = usePlayer(onAir ? (session?.flv_url ?? null) : null, {
    flowing: session?.state === "on_air",
    // What the page believes is old, and the channel has not said so: it ended while the page was on its way, say.
    onGone: () => void live.retry(),
  });
  const [sheet, setSheet] = useState<"bag" | "seller" | "share" | null>(null);
  const [buying_id, setBuying] = useState<string | null>(null);
  const [flashBuying, setFlashBuying] = useState<SeenFlashSale>();
  const flash = useFlash(room_id);
  const [looked_id, setLooked] = useState<string | null>(null);
  useTitle(session === null ? live.room?.host.name : t("title", { title: session.title, host: session.host.name }));

  if (live.room === undefined)
    return live.error === null ? <RoomSkeleton /> : <RoomFailed error={live.error} onRetry={() => void live.retry()} />;
  const view: RoomView = {
    room: live.room,
    session,
    onAir,
    entries: live.entries,
    resume_by: live.resume_by,
    say: live.say,
    forget: live.forget,
    liked: live.liked,
    flash,
    pinned: live.room.bag.find(({ id }) => id === session?.pinned_product_id),
    openBag: () => setSheet("bag"),
    openSeller: () => setSheet("seller"),
    share: () => setSheet("share"),
    look: setLooked,
    buy: setBuying,
    buyFlash: () => setFlashBuying(flash),
  };
  const buying = live.room.bag.find(({ id }) => id === buying_id);
  const flashProduct = live.room.bag.find(({ id }) => id === flashBuying?.product_id);
  const looked = live.room.bag.find(({ id }) => id === looked_id);
  const momentNow = () => {
    // The film's own time counts from the first picture of the encoder; an order's from when the host went on air.
    const film_ms = player.offset_ms();
    return session === null || session.flv_base_ms === null || film_ms === null
      ? null
      : { session_id: session.id, stream_offset_ms: Math.max(0, film_ms - session.flv_base_ms) };
  };
  return (
    <div
      ref={box}
      className="over-video fixed inset-0 touch-pinch-zoom overflow-clip bg-scrim text-white md:relative md:inset-auto md:grid md:h-[calc(100dvh-61px)] md:grid-cols-[1fr_380px] md:bg-paper md:text-ink"
    >
      <Stage player={player} view={view} fit={desktop ? "contain" : "cover"}>
        {!desktop && <PhoneOverlay view={view} />}
        <NextRoom room_id={room_id} box={box} />
        {desktop && view.onAir && (
          <div className="absolute top-4 left-4 z-20">
            <ViewersChip view={view} />
          </div>
        )}
      </Stage>
      {desktop && <SidePanel view={view} />}
      {sheet === "bag" && <BagSheet view={view} open onClose={() => setSheet(null)} />}
      {sheet === "seller" && session !== null && (
        <SellerSheet shop={session.shop} open onClose={() => setSheet(null)} />
      )}
      {sheet === "share" && <ShareSheet title={session?.title ?? live.room.host.name} onClose={() => setSheet(null)} />}
      {looked !== undefined && (
        <ProductSheet
          key={looked.id}
          product={looked}
          open
          onClose={() => setLooked(null)}
          onBuy={() => {
            setLooked(null);
            setBuying(looked.id);
          }}
        />
      )}
      {flashBuying !== undefined && flashProduct !== undefined && (
        <BuySheet
          key={flashBuying.id}
          product={flashProduct}
          flash={flash?.id === flashBuying.id ? flash : flashBuying}
          open
          onClose={() => setFlashBuying(undefined)}
          momentNow={momentNow}
        />
      )}
      {buying !== undefined && (
        <BuySheet key={buying.id} product={buying} open onClose={() => setBuying(null)} momentNow={momentNow} />
      )}
    </div>
  );
}

/** On a phone a room has no menu around it, so the way out stands here. */
function RoomFailed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const t = useTranslations("room");
  return (
    <div className="grid justify-items-center">
      <ErrorState error={error} onRetry={onRetry} />
      <Link to="/" className={buttonClass("solid")}>
        {t("seeOthers")}
      </Link>
    </div>
  );
}

function RoomSkeleton() {
  return (
    <div className="dark fixed inset-0 bg-paper p-3 md:relative md:h-[calc(100dvh-61px)]">
      <Skeleton className="h-11 w-44 rounded-full" />
      <Skeleton className="absolute inset-x-3 bottom-24 h-24 rounded-m md:right-1/2" />
      <Skeleton className="absolute inset-x-3 bottom-9 h-11 rounded-full md:right-1/2" />
    </div>
  );
}
