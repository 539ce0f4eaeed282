import type { Product } from "../../../contract/catalog.ts";
import type { SeenFlashSale } from "../../../contract/flash-sales.ts";
import type { LiveSession, Room } from "../../../contract/live.ts";
import type { ChatEntry } from "../../live/room-state.ts";

/** What every part of the room page is drawn from, and what it can set off. */
export interface RoomView {
  readonly room: Room;
  readonly session: LiveSession | null;
  readonly onAir: boolean;
  readonly entries: readonly ChatEntry[];
  readonly resume_by: string | null;
  /** Says a line, or says a failed one again under its key. */
  readonly say: (text: string, key?: string) => Promise<void>;
  readonly forget: (key: string) => void;
  readonly liked: (count: number, known: number) => void;
  readonly pinned: Product | undefined;
  /** The flash sale that runs, is announced, or has just ended. */
  readonly flash: SeenFlashSale | undefined;
  readonly openBag: () => void;
  readonly openSeller: () => void;
  readonly share: () => void;
  /** Shows what a product is, over the broadcast. */
  readonly look: (product_id: string) => void;
  readonly buy: (product_id: string) => void;
  /** Buys at the price of the flash sale on screen. */
  readonly buyFlash: () => void;
}
