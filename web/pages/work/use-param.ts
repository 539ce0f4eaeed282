import { useParams } from "@tanstack/react-router";

/** A part of the page's address, by its name in the route: `/sell/orders/$orderId` has "orderId". */
export function useParam(name: string): string {
  const params: unknown = useParams({ strict: false });
  const value = (params as Readonly<Record<string, unknown>>)[name];
  if (typeof value !== "string") throw new Error(`this page's address has no ${name}`);
  return value;
}
