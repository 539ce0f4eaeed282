import type { RouteId } from "../../../contract/routes.ts";
import { call } from "../../api/client.ts";
import type { ItemOf, ListRouteId, Options } from "../../api/hooks.ts";

/** Reads a list page by page, at most `max` items; `cut` says that there were more. */
export async function collect<Id extends ListRouteId & RouteId>(
  id: Id,
  query: Readonly<Record<string, unknown>>,
  max: number,
  params?: Readonly<Record<string, unknown>>,
): Promise<{ items: ItemOf<Id>[]; cut: boolean }> {
  const items: ItemOf<Id>[] = [];
  let cursor: string | null = null;
  for (;;) {
    const asked = {
      ...(params === undefined ? {} : { params }),
      query: { ...query, limit: 100, ...(cursor === null ? {} : { cursor }) },
    };
    const page: { data: readonly ItemOf<Id>[]; next_cursor: string | null } = await call(id, asked as Options<Id>);
    items.push(...page.data);
    cursor = page.next_cursor;
    if (cursor === null) return { items, cut: false };
    if (items.length >= max) return { items, cut: true };
  }
}
