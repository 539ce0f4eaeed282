import type { ChannelItem } from "../../contract/socket.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import { callRoute } from "./call-route.ts";
import type { TestLive } from "./live.ts";

/** Short words for what tests of live ask and hear. */
export function liveCalls(t: TestLive) {
  const call = <Id extends Parameters<typeof callRoute>[1]>(id: Id, caller: Caller | null, given: object = {}) =>
    callRoute(t.parts, id, { caller, ...given });
  const on = (session_id: string, body?: object) => ({
    params: { session_id },
    ...(body === undefined ? {} : { body }),
  });
  /** What a room or studio was told since, in order. */
  function ear(channel: string): () => ChannelItem[] {
    const heard: ChannelItem[] = [];
    t.ctx.channel.listen(channel, (flush) => heard.push(...(flush.items as ChannelItem[])));
    return () => {
      t.ctx.clock.turn(100);
      return heard.splice(0);
    };
  }
  /** Lets what was begun by an event reach the database. */
  async function until(ask: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await ask()) return;
      await t.ctx.clock.sleep(10);
    }
    throw new Error("it never came true");
  }
  const stateOf = async (host: Caller, session_id: string) =>
    (await callRoute(t.parts, "getStudio", { caller: host })).session ??
    (await t.live.sessions(t.ctx.db.reader, [session_id])).get(session_id);
  return { call, on, ear, until, stateOf };
}
