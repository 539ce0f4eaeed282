import { lazyRouteComponent as routersOwn } from "@tanstack/react-router";
import { isReachable } from "../api/connection.ts";

/** A page's code could not be downloaded because the device has no network. */
export class PageOffline extends Error {}

/**
 * The router's own, but for a device without a network: the router answers a missing file by loading the whole page
 * again, which helps after a new version and throws the visitor out of the app when there is no network.
 */
export const lazyRouteComponent = ((load: () => Promise<Record<string, unknown>>, name?: string) =>
  routersOwn(
    () =>
      load().catch(async (error: unknown) => {
        throw (await isReachable())
          ? error
          : new PageOffline("the page's code could not be downloaded", { cause: error });
      }),
    name,
  )) as typeof routersOwn;
