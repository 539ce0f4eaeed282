import { z } from "zod";
import { Identifier, PublicAccount } from "./accounts.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, line, listOf, text } from "./lists.ts";
import { Picture } from "./media.ts";

/** The least that stands beside anything a shop sells. */
export const ShopCard = z
  .object({ id: idOf("shop"), object: z.literal("shop_card"), name: z.string(), logo: Picture.nullable() })
  .meta({ id: "ShopCard" });
export type ShopCard = z.infer<typeof ShopCard>;

export const ShopFields = z.strictObject({
  name: line(limits.name_chars_max, 2),
  intro: text(500),
  logo_picture_id: idOf("pic").nullable().default(null),
  /** What the parcels say, in days until dispatch at most; 1 to 15. */
  dispatch_hours: z.int().min(1).max(360).default(48),
});

export const Shop = z
  .object({
    id: idOf("shop"),
    object: z.literal("shop"),
    name: z.string(),
    intro: z.string(),
    logo: Picture.nullable(),
    dispatch_hours: z.int(),
    state: z.enum(["open", "closed"]),
    /** Why an operator closed it: for those who work there and operators, while it is closed. */
    closed_reason: z.string().optional(),
    /** The caller's part in it, or null. */
    my_role: z.enum(["owner", "staff"]).nullable(),
    created_at: Instant,
  })
  .meta({ id: "Shop" });
export type Shop = z.infer<typeof Shop>;

/** The actual seller behind a shop, one hop from every room and product (DOMAIN §5 rule 5). */
export const Seller = z
  .object({
    object: z.literal("seller"),
    shop_id: idOf("shop"),
    verified: z.boolean(),
    legal_name: z.string().nullable(),
    document_kind: z.enum(["business_license", "identity_number"]).nullable(),
    /** Whole for a business licence; masked for a person's identity number. */
    document_number: z.string().nullable(),
    address: z.string().nullable(),
    contact_phone: z.string().nullable(),
    verified_at: Instant.nullable(),
    valid_until: Instant.nullable(),
  })
  .meta({ id: "Seller" });
export type Seller = z.infer<typeof Seller>;

/** Somebody who works for a shop; its owner is one of them. */
export const ShopStaff = z
  .object({
    object: z.literal("shop_staff"),
    account: PublicAccount,
    part: z.enum(["owner", "staff"]),
    added_at: Instant,
  })
  .meta({ id: "ShopStaff" });
export type ShopStaff = z.infer<typeof ShopStaff>;

const shopParams = z.object({ shop_id: idOf("shop") });

export const shopRoutes = {
  createShop: route({
    id: "createShop",
    method: "POST",
    path: "/v1/shops",
    summary: "Open a shop; the account becomes a merchant",
    access: "viewer",
    status: 201,
    body: ShopFields,
    response: Shop,
    errors: ["shop_limit", "not_found"],
  }),
  listMyShops: route({
    id: "listMyShops",
    method: "GET",
    path: "/v1/shops",
    summary: "Shops the caller works for",
    access: "viewer",
    response: listOf(Shop),
  }),
  getShop: route({
    id: "getShop",
    method: "GET",
    path: "/v1/shops/:shop_id",
    summary: "A shop",
    access: "guest",
    params: shopParams,
    response: Shop,
    errors: ["not_found"],
  }),
  updateShop: route({
    id: "updateShop",
    method: "PUT",
    path: "/v1/shops/:shop_id",
    summary: "Change a shop",
    access: "merchant",
    params: shopParams,
    body: ShopFields,
    response: Shop,
    errors: ["not_found", "not_yours"],
  }),
  getSeller: route({
    id: "getSeller",
    method: "GET",
    path: "/v1/shops/:shop_id/seller",
    summary: "The actual seller: name, license, address, contact",
    access: "guest",
    params: shopParams,
    response: Seller,
    errors: ["not_found"],
  }),
  listStaff: route({
    id: "listStaff",
    method: "GET",
    path: "/v1/shops/:shop_id/staff",
    summary: "Who works for a shop, its owner first",
    access: "merchant",
    params: shopParams,
    response: listOf(ShopStaff),
    errors: ["not_found", "not_yours"],
  }),
  addStaff: route({
    id: "addStaff",
    method: "POST",
    path: "/v1/shops/:shop_id/staff",
    summary: "Let somebody work for the shop; repeating it changes nothing",
    access: "merchant",
    status: 201,
    params: shopParams,
    /** What they sign in with. */
    body: z.strictObject({ identifier: Identifier }),
    response: ShopStaff,
    errors: ["not_found", "not_yours", "identifier_invalid", "staff_unknown", "staff_limit", "rate_limited"],
  }),
  removeStaff: route({
    id: "removeStaff",
    method: "DELETE",
    path: "/v1/shops/:shop_id/staff/:account_id",
    summary: "They no longer work for the shop",
    access: "merchant",
    params: shopParams.extend({ account_id: idOf("acct") }),
    response: z.object({ object: z.literal("deleted"), id: z.string() }),
    errors: ["not_found", "not_yours", "staff_owner"],
  }),
} as const;
