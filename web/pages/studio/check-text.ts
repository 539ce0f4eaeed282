import type { CheckItem } from "../../../contract/planning.ts";
import type { cockpit } from "../../text/en/cockpit.ts";

type Key = keyof typeof cockpit.check;

/** Which sentence says how a point stands, and the number in it. Keyframe intervals are told in seconds. */
export function checkText({ id, state, value }: CheckItem): [key: Key, values: { value: number; count: number }] {
  const values = { value: value === null ? 0 : id === "keyframes" ? Math.round(value / 100) / 10 : value, count: 0 };
  return [keys[`${id}_${state}`] ?? keys[id] ?? "title", values];
}

const keys: Readonly<Record<string, Key>> = {
  verification: "verification",
  verification_blocked: "verification_blocked",
  training: "training",
  training_blocked: "training_blocked",
  shop_open: "shop_open",
  shop_open_blocked: "shop_open_blocked",
  seller: "seller",
  seller_blocked: "seller_blocked",
  products: "products",
  products_blocked: "products_blocked",
  stock: "stock",
  stock_advice: "stock_advice",
  stock_waiting: "stock_waiting",
  title: "title_ok",
  title_advice: "title_advice",
  cover: "cover",
  cover_advice: "cover_advice",
  room_free: "room_free",
  room_free_blocked: "room_free_blocked",
  encoder: "encoder",
  encoder_blocked: "encoder_blocked",
  bitrate: "bitrate",
  bitrate_advice: "bitrate_advice",
  bitrate_waiting: "bitrate_waiting",
  keyframes: "keyframes",
  keyframes_advice: "keyframes_advice",
  keyframes_waiting: "keyframes_waiting",
  fps: "fps",
  fps_advice: "fps_advice",
  fps_waiting: "fps_waiting",
  resolution: "resolution",
  resolution_advice: "resolution_advice",
  resolution_waiting: "resolution_waiting",
  sound: "sound",
  sound_advice: "sound_advice",
  sound_waiting: "sound_waiting",
};
