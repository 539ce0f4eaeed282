import type { Follow, Host, HostCard } from "../../../contract/hosts.ts";
import { present } from "../../kernel/assert.ts";
import type { Reader } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { SearchParts } from "./needs.ts";

/** Hosts in a list, in the given order; who is no host is left out. */
export async function showHostCards(
  search: SearchParts,
  reader: Reader,
  host_ids: readonly string[],
  account_id: string | null,
): Promise<HostCard[]> {
  const hosts = await search.accounts.hosts(reader, host_ids);
  const ids = host_ids.filter((id) => hosts.has(id));
  const [people, profiles, counts, mine, rooms, onAir] = await Promise.all([
    search.accounts.publicAccounts(reader, ids),
    search.accounts.hostProfiles(reader, ids),
    search.fans.followerCounts(reader, ids),
    account_id === null ? new Set<string>() : search.fans.following(reader, account_id, ids),
    search.live.roomsOfHosts(reader, ids),
    search.live.onAirOf(reader, ids),
  ]);
  return ids.map((id) => ({
    object: "host_card",
    host: present(people.get(id), "a host has an account"),
    headline: profiles.get(id)?.headline ?? "",
    region: profiles.get(id)?.region ?? "",
    followers: counts.get(id) ?? 0,
    i_follow: mine.has(id),
    room_id: rooms.get(id) ?? null,
    on_air: onAir.get(id) ?? null,
  }));
}

/** A host's public page. Refuses `not_found` for who is no host. */
export async function showHost(search: SearchParts, host_id: string, account_id: string | null): Promise<Host> {
  const { ctx } = search;
  const { reader } = ctx.db;
  const [card] = await showHostCards(search, reader, [host_id], account_id);
  if (card === undefined) refuse("not_found");
  const [profiles, since, shopIds, recent] = await Promise.all([
    search.accounts.hostProfiles(reader, [host_id]),
    search.accounts.hostsVerifiedSince(reader, [host_id], ctx.clock.now()),
    search.shops.shopsOf(reader, host_id),
    search.live.recentOf(reader, host_id, limits.past_sessions_shown_max),
  ]);
  const [shops, cards] = [await search.shops.shops(reader, shopIds), await search.shops.cards(reader, shopIds)];
  return {
    id: host_id,
    object: "host",
    host: card.host,
    profile: present(profiles.get(host_id), "everybody asked for has a profile, if an empty one"),
    followers: card.followers,
    i_follow: card.i_follow,
    verified_since: since.get(host_id)?.toISOString() ?? null,
    shops: shopIds.flatMap((id) => (shops.get(id)?.state === "open" ? (cards.get(id) ?? []) : [])),
    room_id: card.room_id,
    on_air: card.on_air,
    recent,
  };
}

/** Whom the account follows: on air first, the earlier begun before the later, then the latest followed. */
export async function showFollows(
  search: SearchParts,
  account_id: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ data: Follow[]; has_more: boolean; next_cursor: string | null }> {
  const start = startOf(page.cursor);
  const { reader } = search.ctx.db;
  const follows = await search.fans.follows(reader, account_id);
  const hosts = await search.accounts.hosts(
    reader,
    follows.map((follow) => follow.host_id),
  );
  const still = follows.filter((follow) => hosts.has(follow.host_id));
  const onAir = search.live.onAirSince(still.map((follow) => follow.host_id));
  const startedMs = (id: string): number => onAir.get(id)?.getTime() ?? Number.POSITIVE_INFINITY;
  const inOrder = still.toSorted((a, b) =>
    startedMs(a.host_id) === startedMs(b.host_id)
      ? b.since.getTime() - a.since.getTime()
      : startedMs(a.host_id) - startedMs(b.host_id),
  );
  const shown = inOrder.slice(start, start + page.limit);
  const cards = await showHostCards(
    search,
    reader,
    shown.map((follow) => follow.host_id),
    account_id,
  );
  const cardOf = new Map(cards.map((card) => [card.host.id, card]));
  const has_more = start + page.limit < inOrder.length;
  return {
    data: shown.flatMap(({ host_id, since }) => {
      const card = cardOf.get(host_id);
      return card === undefined ? [] : [{ object: "follow" as const, since: since.toISOString(), card }];
    }),
    has_more,
    next_cursor: has_more ? String(start + page.limit) : null,
  };
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,4}$/.test(cursor)) refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return Number(cursor);
}
