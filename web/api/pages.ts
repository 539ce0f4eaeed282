import { useInfiniteQuery } from "@tanstack/react-query";
import type { RouteId } from "../../contract/routes.ts";
import { call } from "./client.ts";
import type { Answer, Options } from "./hooks.ts";

type Listed = { readonly data: readonly unknown[]; readonly has_more: boolean; readonly next_cursor: string | null };
/** The routes that answer with a page of a list. */
export type ListId = { [Id in RouteId]: Answer<Id> extends Listed ? Id : never }[RouteId];
export type ItemOf<Id extends ListId> = Answer<Id> extends { readonly data: readonly (infer Item)[] } ? Item : never;

export interface Pages<Item> {
  /** Everything loaded so far; undefined before the first page. */
  readonly items: readonly Item[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Loads the next page; null when there is none. */
  readonly more: (() => void) | null;
  readonly loadingMore: boolean;
}

/** Reads a list page by page: `usePages("listShopOrders", { params: { shop_id }, query: { state: "to_ship" } })`. */
export function usePages<Id extends ListId>(id: Id, options?: Options<Id>, watching: { readonly enabled?: boolean; readonly refetchInterval?: number | false } = {}): Pages<ItemOf<Id>> {
  const { params, query } = (options ?? {}) as { params?: unknown; query?: Record<string, unknown> };
  const read = useInfiniteQuery({
    // The route first, so that `useRefresh(id)` finds it; "pages" keeps it apart from a plain call of the same route.
    queryKey: [id, "pages", params ?? null, query ?? null],
    queryFn: ({ signal, pageParam }) => call(id, { ...options, query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal } as unknown as Options<Id>) as Promise<Listed>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.has_more ? page.next_cursor : null),
    ...watching,
  });
  return {
    items: read.data?.pages.flatMap((page) => page.data as ItemOf<Id>[]),
    error: read.data === undefined ? read.error : null,
    retry: () => void read.refetch(),
    more: read.hasNextPage ? () => void read.fetchNextPage() : null,
    loadingMore: read.isFetchingNextPage,
  };
}
