import type { Chance } from "../chance.ts";
import type { Room } from "../rooms/room.ts";
import type { Crowd } from "./crowd.ts";

/** Nobody follows everybody. */
const follows_max = 4;

/** Somebody who has been watching a host follows them. Throws `ApiError`. */
export async function followSomebody(rooms: readonly Room[], crowd: Crowd, chance: Chance): Promise<void> {
  const open = rooms.filter((room) => room.place !== null);
  if (open.length === 0) return;
  const room = chance.pick(open);
  const host_id = room.broadcast.host.account_id;
  const willing = crowd
    .in(room.place?.room_id ?? "")
    .filter((viewer) => viewer.follows.size < follows_max && !viewer.follows.has(host_id));
  if (willing.length === 0) return;
  const viewer = chance.pick(willing);
  viewer.follows.add(host_id);
  await viewer.person.call("followHost", { params: { host_id } });
}
