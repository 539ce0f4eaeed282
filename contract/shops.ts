import { z } from "zod";
import { Identifier, PublicAccount } from "./accounts.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, line, listOf, text } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money, PriceAmount } from "./money.ts";
import { shopPermissions, staffPermissionsDefault } from "./permissions.ts";
import { regionCodes } from "./regions.ts";

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

/** What the shop's page shows above its goods. */
export const ShopLook = z.strictObject({
  banner_picture_id: idOf("pic").nullable(),
  announcement: text(limits.announcement_chars_max),
});

export const ShopPermissions = z
  .array(z.enum(shopPermissions))
  .max(shopPermissions.length)
  .transform((given) => shopPermissions.filter((one) => given.includes(one)));

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
    banner: Picture.nullable(),
    announcement: z.string(),
    /** The caller's part in it, or null. */
    my_role: z.enum(["owner", "staff"]).nullable(),
    /** What the caller may do in it; everything for its owner. */
    my_permissions: z.array(z.enum(shopPermissions)),
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
    permissions: z.array(z.enum(shopPermissions)),
    added_at: Instant,
  })
  .meta({ id: "ShopStaff" });
export type ShopStaff = z.infer<typeof ShopStaff>;

/** What delivery to some provinces costs, or that it is not offered. In minor units. */
export const ShippingRegionRule = z.strictObject({
  regions: z.array(z.enum(regionCodes)).min(1).max(limits.shipping_regions_per_template_max),
  delivers: z.boolean(),
  base_fee: PriceAmount.default(0),
  item_fee: PriceAmount.default(0),
});

export const ShippingTemplateFields = z
  .strictObject({
    name: line(limits.name_chars_max),
    /** For the first unit, where no rule below names the province. */
    base_fee: PriceAmount,
    /** For each further unit. */
    item_fee: PriceAmount,
    /** Goods worth this much travel free wherever the shop delivers; null: never. */
    free_from: PriceAmount.min(1).nullable(),
    rules: z.array(ShippingRegionRule).max(limits.shipping_regions_per_template_max),
  })
  .refine(
    ({ rules }) => {
      const named = rules.flatMap(({ regions }) => regions);
      return new Set(named).size === named.length;
    },
    { message: "a province stands in two rules", path: ["rules"] },
  );

export const ShippingTemplate = z
  .object({
    id: idOf("tpl"),
    object: z.literal("shipping_template"),
    name: z.string(),
    base_fee: Money,
    item_fee: Money,
    free_from: Money.nullable(),
    rules: z.array(
      z.object({ regions: z.array(z.enum(regionCodes)), delivers: z.boolean(), base_fee: Money, item_fee: Money }),
    ),
    updated_at: Instant,
  })
  .meta({ id: "ShippingTemplate" });
export type ShippingTemplate = z.infer<typeof ShippingTemplate>;

const templateParams = z.object({ shop_id: idOf("shop"), template_id: idOf("tpl") });

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
    permission: "owner",
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
    permission: "member",
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
    permission: "owner",
    status: 201,
    params: shopParams,
    /** What they sign in with, and what they may do. */
    body: z.strictObject({
      identifier: Identifier,
      permissions: ShopPermissions.default([...staffPermissionsDefault]),
    }),
    response: ShopStaff,
    errors: ["not_found", "not_yours", "identifier_invalid", "staff_unknown", "staff_limit", "rate_limited"],
  }),
  removeStaff: route({
    id: "removeStaff",
    method: "DELETE",
    path: "/v1/shops/:shop_id/staff/:account_id",
    summary: "They no longer work for the shop: its owner lets anybody go, and everybody may go themselves",
    access: "merchant",
    permission: "member",
    params: shopParams.extend({ account_id: idOf("acct") }),
    response: z.object({ object: z.literal("deleted"), id: z.string() }),
    errors: ["not_found", "not_yours", "staff_owner"],
  }),
  setStaffPermissions: route({
    id: "setStaffPermissions",
    method: "PUT",
    path: "/v1/shops/:shop_id/staff/:account_id",
    summary: "What somebody who works for the shop may do, from their next request on",
    access: "merchant",
    permission: "owner",
    params: shopParams.extend({ account_id: idOf("acct") }),
    body: z.strictObject({ permissions: ShopPermissions }),
    response: ShopStaff,
    errors: ["not_found", "not_yours", "staff_owner"],
  }),
  setShopLook: route({
    id: "setShopLook",
    method: "PUT",
    path: "/v1/shops/:shop_id/look",
    summary: "Banner and announcement of the shop's page",
    access: "merchant",
    permission: "settings",
    params: shopParams,
    body: ShopLook,
    response: Shop,
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  listShippingTemplates: route({
    id: "listShippingTemplates",
    method: "GET",
    path: "/v1/shops/:shop_id/shipping_templates",
    summary: "What delivery costs, by province; by name",
    access: "merchant",
    permission: "member",
    params: shopParams,
    response: listOf(ShippingTemplate),
    errors: ["not_found", "not_yours"],
  }),
  createShippingTemplate: route({
    id: "createShippingTemplate",
    method: "POST",
    path: "/v1/shops/:shop_id/shipping_templates",
    summary: "Add a shipping template",
    access: "merchant",
    permission: "settings",
    status: 201,
    params: shopParams,
    body: ShippingTemplateFields,
    response: ShippingTemplate,
    errors: ["not_found", "not_yours", "permission_missing", "shipping_template_limit"],
  }),
  updateShippingTemplate: route({
    id: "updateShippingTemplate",
    method: "PUT",
    path: "/v1/shops/:shop_id/shipping_templates/:template_id",
    summary: "Change a shipping template; orders already placed keep what they were quoted",
    access: "merchant",
    permission: "settings",
    params: templateParams,
    body: ShippingTemplateFields,
    response: ShippingTemplate,
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  deleteShippingTemplate: route({
    id: "deleteShippingTemplate",
    method: "DELETE",
    path: "/v1/shops/:shop_id/shipping_templates/:template_id",
    summary: "Remove a shipping template that no product uses",
    access: "merchant",
    permission: "settings",
    params: templateParams,
    response: z.object({ object: z.literal("deleted"), id: z.string() }),
    errors: ["not_found", "not_yours", "permission_missing", "shipping_template_used"],
  }),
} as const;
