export { createInventory, type Inventory } from "./inventory.ts";
export { createStockPort } from "./stock-port.ts";
export type { ReservationLine } from "./move-stock.ts";
