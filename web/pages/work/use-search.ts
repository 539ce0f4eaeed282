import { useSearch } from "@tanstack/react-router";

/** One value of the page's query, if it is one of `known`: `/sell/orders?deadline=late`. */
export function useSearchChoice<const T extends string>(name: string, known: readonly T[]): T | undefined {
  const search: unknown = useSearch({ strict: false });
  const value = (search as Readonly<Record<string, unknown>>)[name];
  return known.find((one) => one === value);
}

/** One value of the page's query as text; "" where there is none. */
export function useSearchText(name: string): string {
  const search: unknown = useSearch({ strict: false });
  const value = (search as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : "";
}
