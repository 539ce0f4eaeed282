import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { systemRoutes } from "../contract/system.ts";
import { serveFlv } from "./edge/http-flv.ts";
import { createHttpApp, type HttpApp } from "./edge/http.ts";
import { mountHealth, type Check } from "./edge/health.ts";
import { mountPages } from "./edge/pages.ts";
import { createSandboxProvider } from "./edge/sandbox-provider/index.ts";
import { attachSocketEdge } from "./edge/socket.ts";
import type { StaticWeb } from "./edge/static-web.ts";
import type { Context } from "./kernel/context.ts";
import type { ModulePart } from "./kernel/module.ts";
import { handle, type Caller } from "./kernel/routing.ts";
import { createAccounts } from "./modules/accounts/index.ts";
import { createAftersales } from "./modules/aftersales/index.ts";
import { createCatalog } from "./modules/catalog/index.ts";
import { createChat } from "./modules/chat/index.ts";
import { createFulfillment } from "./modules/fulfillment/index.ts";
import { createInventory } from "./modules/inventory/index.ts";
import { createLedger } from "./modules/ledger/index.ts";
import { createLive } from "./modules/live/index.ts";
import { createMedia, FlvHub, RtmpServer } from "./modules/media/index.ts";
import { createOrders } from "./modules/orders/index.ts";
import { createPayments } from "./modules/payments/index.ts";
import { createPrograms } from "./modules/programs/index.ts";
import { createShops } from "./modules/shops/index.ts";

export interface App {
  onRequest(request: IncomingMessage, response: ServerResponse): void;
  /** Starts listeners, deadlines and jobs; the routes may be served from then on. */
  start(): Promise<void>;
  listenRtmp(host: string, port: number): Promise<{ port: number }>;
  /** Resolves when /readyz would answer 200. */
  whenReady(): Promise<void>;
  stop(): Promise<void>;
}
