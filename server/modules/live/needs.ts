import type { PublicAccount } from "../../../contract/accounts.ts";
import type { Product } from "../../../contract/catalog.ts";
import type { Picture } from "../../../contract/media.ts";
import type { ShopCard } from "../../../contract/shops.ts";
import type { Reader, Tx } from "../../kernel/db.ts";

/** What live asks of a stream of the hub: the room's pictures in the making. */
export interface RoomStream {
  /** Stream time of the newest tag, in ms. */
  offsetMs(): number;
  hasKeyframe(): boolean;
  isPublishing(): boolean;
  stats(): {
    readonly bitrate_kbps: number;
    readonly fps: number;
    readonly dropped_frames: number;
    readonly width: number | null;
    readonly height: number | null;
    readonly keyframe_interval_ms: number | null;
    readonly sound: boolean;
  };
}
/** The hub of FLV streams; a room's stream has the room's id. */
export interface StreamHub {
  open(streamId: string, options?: { startOffsetMs?: number }): RoomStream | null;
  get(streamId: string): RoomStream | null;
  close(streamId: string): void;
}
/** What the RTMP server tells. `published`: the first keyframe of that connection is in the hub. */
export interface PublisherEvent {
  readonly type: "published" | "unpublished";
  readonly stream_id: string;
}

/** The parts of the doors below that live walks through. */
export interface LiveNeeds {
  readonly accounts: {
    publicAccounts(reader: Reader, accountIds: readonly string[]): Promise<Map<string, PublicAccount>>;
    verified(reader: Reader, kind: "host" | "seller", accountIds: readonly string[], at: Date): Promise<Set<string>>;
    /** Which of them are suspended, and why. */
    suspended(reader: Reader, accountIds: readonly string[]): Promise<Map<string, string>>;
    hostStanding(
      reader: Reader,
      accountIds: readonly string[],
      at: Date,
    ): Promise<Map<string, { readonly of_age: boolean; readonly trained: boolean }>>;
    audit(
      tx: Tx,
      entries: readonly { account_id: string; action: string; subject_id: string; reason: string | null }[],
    ): Promise<void>;
  };
  readonly media: {
    pictures(reader: Reader, pictureIds: readonly string[]): Promise<Map<string, Picture>>;
    ownPictures(reader: Reader, accountId: string, pictureIds: readonly string[]): Promise<Set<string>>;
    streamKeyOwner(
      reader: Reader,
      secret: string,
    ): Promise<{ account_id: string; key_id: string; revoked: boolean } | undefined>;
    touchStreamKey(tx: Tx, keyId: string, at: Date): Promise<void>;
  };
  readonly shops: {
    cards(reader: Reader, shopIds: readonly string[]): Promise<Map<string, ShopCard>>;
    shops(
      reader: Reader,
      shopIds: readonly string[],
    ): Promise<Map<string, { readonly owner_id: string; readonly state: "open" | "closed" }>>;
    requireStaff(reader: Reader, shopId: string, accountId: string, ask: "live"): Promise<"owner" | "staff">;
    /** Why shops that are closed were closed. */
    closures(reader: Reader, shopIds: readonly string[]): Promise<Map<string, string>>;
    staffOf(reader: Reader, shopIds: readonly string[], ask?: "live"): Promise<Map<string, Set<string>>>;
  };
  readonly catalog: {
    products(reader: Reader, productIds: readonly string[]): Promise<Map<string, Product>>;
    inCategory(reader: Reader, productIds: readonly string[], category: string): Promise<Set<string>>;
  };
  /** How many began to follow a host in this time and still do; who follows whom is known elsewhere. */
  readonly followersGained?: (reader: Reader, hostId: string, from: Date, until: Date) => Promise<number>;
  readonly hub: StreamHub;
  /** Ends the encoder's connection to a room, if there is one. */
  disconnectEncoder(roomId: string, reason: string): void;
}
