import { expect, test } from "vitest";
import { shopPermissions } from "../../../contract/permissions.ts";
import { permissionsOf, refusalOf } from "./permission.ts";

const staff = (...permissions: (typeof shopPermissions)[number][]) => ({ part: "staff" as const, permissions });
const owner = { part: "owner" as const, permissions: [] };

test("the owner may everything, whatever stands in the row", () => {
  expect(permissionsOf(owner)).toEqual(shopPermissions);
  for (const ask of [...shopPermissions, "member", "owner"] as const) expect(refusalOf(owner, ask)).toBeNull();
});

test("staff may what they were given and nothing else", () => {
  for (const given of shopPermissions)
    for (const ask of shopPermissions)
      expect(refusalOf(staff(given), ask)?.code ?? null).toBe(given === ask ? null : "permission_missing");
  expect(refusalOf(staff(), "member")).toBeNull();
  expect(refusalOf(staff(...shopPermissions), "owner")?.code).toBe("not_yours");
});

test("somebody who does not work there may nothing", () => {
  for (const ask of [...shopPermissions, "member", "owner"] as const)
    expect(refusalOf(undefined, ask)?.code).toBe("not_yours");
});
