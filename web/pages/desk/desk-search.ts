import { useNavigate, useRouterState } from "@tanstack/react-router";

/** What stands behind the "?" of a desk's address: filters, and what lies open. */
export interface DeskSearch {
  readonly q?: string;
  readonly state?: string;
  readonly role?: string;
  readonly shop?: string;
  readonly buyer?: string;
  readonly order?: string;
  readonly by?: string;
  readonly about?: string;
  readonly area?: string;
  readonly from?: string;
  readonly until?: string;
  readonly open?: string;
}
const names = [
  "q",
  "state",
  "role",
  "shop",
  "buyer",
  "order",
  "by",
  "about",
  "area",
  "from",
  "until",
  "open",
] as const satisfies readonly (keyof DeskSearch)[];

/** Keeps what is text; anything else in an address is somebody's mistake. */
export function deskSearchOf(search: Readonly<Record<string, unknown>>): DeskSearch {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
}

/** The filters in the address, so that a reload, a link and "back" keep them; and a way to change them. */
export function useDeskSearch(): readonly [
  DeskSearch,
  (changes: { [K in keyof DeskSearch]: string | undefined }) => void,
] {
  const search = useRouterState({ select: (state) => state.location.search as Readonly<Record<string, unknown>> });
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const current = deskSearchOf(search);
  return [
    current,
    (changes) => void navigate({ to: path, search: deskSearchOf({ ...current, ...changes }), replace: true }),
  ];
}

/** One of the known values, or the other one. */
export function oneOf<const T extends string>(known: readonly T[], value: string | undefined): T | undefined {
  return known.find((one) => one === value);
}
