import { expect, test } from "vitest";
import { orderStates } from "../../../contract/orders.ts";
import type { Parcel } from "../../../contract/order-life.ts";
import { shownState } from "./shown-state.ts";

const parcels = (...states: Parcel["state"][]) => states.map((state) => ({ state }) as Parcel);

test("a shipped order is called delivered once every parcel of it is", () => {
  expect(shownState({ state: "shipped", parcels: parcels("delivered") })).toBe("delivered");
  expect(shownState({ state: "shipped", parcels: parcels("delivered", "delivered") })).toBe("delivered");
  for (const not of ["shipped", "in_transit", "out_for_delivery", "problem", "returned"] as const)
    expect(shownState({ state: "shipped", parcels: parcels("delivered", not) })).toBe("shipped");
  expect(shownState({ state: "shipped", parcels: [] })).toBe("shipped");
});

test("every other state is called what it is, wherever its parcels are", () => {
  for (const state of orderStates.filter((one) => one !== "shipped"))
    expect(shownState({ state, parcels: parcels("delivered") })).toBe(state);
});
