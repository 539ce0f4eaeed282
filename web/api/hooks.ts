import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import type { ResponseOf } from "../../contract/http.ts";
import type { RouteId, Routes } from "../../contract/routes.ts";
import { freshKey } from "./browser.ts";
import { brought, call, queryClient } from "./client.ts";
import { keyAfter, type KeptKey } from "./idempotency.ts";

export type Options<Id extends RouteId> = Parameters<typeof call<Id>>[1];
export type Answer<Id extends RouteId> = ResponseOf<Routes[Id]>;

/** The cache key of a call: its route, parameters and query, so that `[id]` alone finds all calls of a route. */
export function callKey<Id extends RouteId>(id: Id, options?: Options<Id>): readonly unknown[] {
  const { params, query, body } = (options ?? {}) as { params?: unknown; query?: unknown; body?: unknown };
  return [id, params ?? null, query ?? null, body ?? null];
}

interface Watching<T = unknown> {
  readonly enabled?: boolean;
  readonly staleTime?: number;
  /** Milliseconds between looks, or how to tell them from what is known. */
  readonly refetchInterval?: number | ((known: T | undefined) => number);
  /** While another question is asked the last answer stands in for its own (`isPlaceholderData`): nothing jumps. */
  readonly keepsLast?: boolean;
}

/** Reads a route and keeps the answer in the cache: `useCall("getRoom", { params: { room_id } })`. */
export function useCall<Id extends RouteId>(
  id: Id,
  options?: Options<Id>,
  watching: Watching<Answer<Id>> = {},
): UseQueryResult<Answer<Id>> {
  const { refetchInterval: look = false, keepsLast = false, ...others } = watching;
  return useQuery<Answer<Id>>({
    queryKey: callKey(id, options),
    queryFn: ({ signal }) => call(id, { ...options, signal } as Options<Id>),
    // At once, so that the first picture is the page and not its skeleton.
    initialData: () => brought(id, options),
    refetchInterval: typeof look === "function" ? (query) => look(query.state.data) : look,
    ...(keepsLast ? { placeholderData: keepPreviousData } : {}),
    ...others,
  });
}

/** Starts reading a route before the component that shows it is here. */
export function prefetch<Id extends RouteId>(id: Id, options?: Options<Id>): void {
  void queryClient
    .query({
      queryKey: callKey(id, options),
      queryFn: ({ signal }) => call(id, { ...options, signal } as Options<Id>),
    })
    .catch(() => undefined);
}

/** Marks everything read through these routes as old, so that what is on screen is read again. */
export function useRefresh(): (...ids: readonly RouteId[]) => void {
  const client = useQueryClient();
  return useCallback((...ids) => ids.forEach((id) => void client.invalidateQueries({ queryKey: [id] })), [client]);
}

interface Acting<Id extends RouteId> {
  readonly onDone?: (answer: Answer<Id>) => void;
  readonly onFail?: (error: Error) => void;
  /** Routes whose answers this act makes old. */
  readonly refreshes?: readonly RouteId[];
}

/**
 * Writes through a route. A second call while one is running is dropped (a double click acts once), and a repeat
 * after a lost answer carries the same Idempotency-Key, so that it also acts once.
 */
export function useAct<Id extends RouteId>(id: Id, acting: Acting<Id> = {}): Act<Id> {
  const refresh = useRefresh();
  const running = useRef(false);
  const kept = useRef<KeptKey | null>(null);
  const mutation = useMutation<Answer<Id>, Error, Options<Id>>({
    mutationFn: async (options) => {
      const held = keyAfter(kept.current, JSON.stringify(options ?? null), freshKey);
      kept.current = held;
      try {
        const answer = await call(id, { ...options, idempotencyKey: held.key } as Options<Id>);
        kept.current = null;
        return answer;
      } catch (error) {
        kept.current = { ...held, failure: error };
        throw error;
      }
    },
    onSuccess: (answer) => {
      refresh(...(acting.refreshes ?? []));
      acting.onDone?.(answer);
    },
    onError: (error) => acting.onFail?.(error),
    onSettled: () => {
      running.current = false;
    },
  });
  const { mutate } = mutation;
  const run = useCallback(
    (options?: Options<Id>) => {
      if (running.current) return;
      running.current = true;
      mutate(options);
    },
    [mutate],
  );
  return { run, busy: mutation.isPending, error: mutation.error, done: mutation.data, reset: mutation.reset };
}

export interface Act<Id extends RouteId> {
  readonly run: (options?: Options<Id>) => void;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly done: Answer<Id> | undefined;
  readonly reset: UseMutationResult["reset"];
}

type ListOptions<Id extends RouteId> = Omit<NonNullable<Options<Id>>, "signal">;
/** Routes that answer with pages of a list. */
export type ListRouteId = { [Id in RouteId]: Answer<Id> extends { readonly object: "list" } ? Id : never }[RouteId];
export type ItemOf<Id extends ListRouteId> = Answer<Id>["data"][number];

export interface Pages<T> {
  /** undefined until the first page is here. */
  readonly items: readonly T[] | undefined;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly more: () => void;
  readonly retry: () => void;
}

/** Reads a list page by page: `more()` adds the next. */
export function usePages<Id extends ListRouteId>(
  id: Id,
  options?: ListOptions<Id>,
  watching: { readonly enabled?: boolean; readonly refetchInterval?: number } = {},
): Pages<ItemOf<Id>> {
  const query = useInfiniteQuery({
    queryKey: [...callKey(id, options as Options<Id>), "pages"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const asked = options as { query?: object } | undefined;
      const cursor = pageParam === undefined ? {} : { cursor: pageParam };
      return call(id, { ...asked, query: { ...asked?.query, ...cursor }, signal } as unknown as Options<Id>);
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    initialData: () => {
      const first = brought(id, options);
      return first === undefined ? undefined : { pages: [first], pageParams: [undefined] };
    },
    ...watching,
  });
  return {
    items: query.data?.pages.flatMap((page): readonly ItemOf<Id>[] => page.data),
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
