import { ApiError, createClient, pathOf } from "../../contract/client.ts";
import type { ResponseOf } from "../../contract/http.ts";
import { routes, type RouteId, type Routes } from "../../contract/routes.ts";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { locale } from "../text/locale.ts";
import { firstResponse, takeFirstAnswer } from "./first-answers.ts";

export { ApiError } from "../../contract/client.ts";

/** Every route of the API, in the reader's language. Throws `ApiError`. */
export const call = createClient({
  baseUrl: "",
  locale: () => locale.get(),
  fetch: (url, init) => firstResponse(url instanceof Request ? url.url : url.toString(), init) ?? fetch(url, init),
});

/** What the page brought along for this call, once; else undefined. */
export function brought<Id extends RouteId>(id: Id, options: unknown): ResponseOf<Routes[Id]> | undefined {
  return takeFirstAnswer(pathOf(routes[id], options ?? {})) as ResponseOf<Routes[Id]> | undefined;
}

/** Worth asking again by itself: the server was away, not unwilling. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.error.type === "unavailable" || error.error.type === "internal");
}

/** True when the caller is not, or no longer, signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && (error.error.code === "sign_in_required" || error.error.code === "session_ended");
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // The session ended elsewhere: let the frame learn it, so that it offers to sign in.
      if (isSignedOut(error) && query.queryKey[0] !== "getAccount")
        void queryClient.invalidateQueries({ queryKey: ["getAccount"] });
    },
  }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (count, error) => count < 2 && isPassing(error) },
    // An act is never kept for later behind anybody's back: without a network it fails at once, and says so.
    mutations: { retry: false, networkMode: "always" },
  },
});
